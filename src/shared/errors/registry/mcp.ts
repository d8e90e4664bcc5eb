import { defineErrors } from '../spec.ts';

/** What can go wrong with servers of the Model Context Protocol. */
export const mcpErrors = defineErrors({
  MCP_SERVER_UNKNOWN: {
    kind: 'missing',
    message: 'There is no MCP server "{server}".',
    hint: 'Add it under mcp.servers. "openclaw mcp list" shows those that are there.',
  },
  MCP_SERVER_OFF: {
    kind: 'conflict',
    message: 'The MCP server "{server}" is switched off.',
    hint: 'Set mcp.servers.{server}.enabled to true.',
  },
  MCP_SERVER_STARTING: {
    kind: 'unreachable',
    message: 'The MCP server "{server}" is still starting.',
    hint: 'Try again in a moment.',
  },
  MCP_SERVER_DOWN: {
    kind: 'unreachable',
    message: 'The MCP server "{server}" is not there: {reason}',
    hint: 'It is started again by itself; "openclaw mcp restart {server}" does it now. The log has what it wrote.',
  },
  MCP_CALL_CUT_OFF: {
    kind: 'unreachable',
    message:
      'The MCP server "{server}" went away during the call; whether it did anything is unknown.',
    hint: 'Look whether it was done before you try again.',
  },
  MCP_CALL_TIMED_OUT: {
    kind: 'unreachable',
    message: 'The MCP server "{server}" did not answer within {seconds} seconds.',
    hint: 'Try something smaller, or raise mcp.servers.{server}.timeoutSeconds.',
  },
  MCP_CALL_REFUSED: {
    kind: 'refused',
    message: 'The MCP server "{server}" refused the call: {reason}',
    hint: 'Check the arguments and try again, or say that it did not work.',
  },
});
