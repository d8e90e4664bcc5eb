import type { McpServerConfig } from '../../../shared/config/mcp.ts';
import { foreignParameters } from '../json-schema/foreign-parameters.ts';
import { lazy } from '../../../shared/lazy.ts';
import type { Ask, Tool } from '../tool.ts';
import { wrapUntrusted } from '../web/untrusted.ts';
import { readResult } from './read-result.ts';
import type { ServerTool } from './server-tool.ts';
import type { McpServer } from './server.ts';

export interface MakeToolDeps {
  /** What it is called here. */
  readonly name: string;
  readonly serverName: string;
  readonly server: McpServer;
  /** Read at each call: saving it changes nothing that runs. */
  readonly config: () => McpServerConfig;
}

/** A tool of a server as a tool like the others. */
export function makeTool(found: ServerTool, deps: MakeToolDeps): Tool {
  const { server, serverName, config } = deps;
  const timeoutMs = (): number => config().timeoutSeconds * 1_000;
  const doesAsk = (): boolean => {
    const { asks } = config();
    return asks === 'always' || (asks === 'writes' && !found.isReadOnly);
  };
  return {
    name: deps.name,
    description: found.description,
    parameters: lazy(() => foreignParameters(found.inputSchema)),
    jsonSchema: found.inputSchema,
    source: { kind: 'mcp', server: serverName },
    touches: ['server'],
    // Reading twice is reading once; of the rest, what the server says of itself.
    isRepeatable: found.isReadOnly || found.isIdempotent,
    get asks() {
      return doesAsk() ? 'always' : 'never';
    },
    ask: () => (doesAsk() ? sayWhy(found, serverName) : undefined),
    // The SDK's own time limit comes first and tells the server; this one is for what it can't see.
    timeoutMs: () => timeoutMs() + 1_000,
    problem: () => server.problem,
    async run(args, { signal }) {
      const answer = await server.call(found.name, args, { signal, timeoutMs: timeoutMs() });
      const result = readResult(answer);
      return { ...result, text: wrapUntrusted(`the MCP server "${serverName}"`, result.text) };
    },
  };
}

function sayWhy(found: ServerTool, server: string): Ask {
  const tool = `"${found.name.slice(0, 64)}" of the MCP server "${server}"`;
  return {
    reason: found.isDestructive
      ? `Run ${tool}, which says of itself that it destroys something`
      : `Run ${tool}`,
  };
}
