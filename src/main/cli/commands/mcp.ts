import type { McpServerRow } from '../../../shared/protocol/extensions.ts';
import type { CommandRun } from '../command.ts';
import { formatTable } from '../table.ts';

/** `openclaw mcp list` */
export const listServers: CommandRun = async (call) => {
  const link = await call.connect();
  const { servers } = await link.request('mcp.list', {});
  const rows = servers.map((server) => [
    server.name,
    server.kind,
    server.state,
    String(server.tools.length),
    server.problem?.message ?? server.title ?? '',
  ]);
  const table = formatTable(['SERVER', 'KIND', 'STATE', 'TOOLS', 'ABOUT'], rows, call.io.columns);
  call.print({ servers }, rows.length === 0 ? 'There are no MCP servers.\n' : table);
  return 0;
};

/** `openclaw mcp restart NAME`: 1 when it did not come up. */
export const restartServer: CommandRun = async (call) => {
  const [name = ''] = call.positionals;
  const link = await call.connect();
  const { server } = await link.request('mcp.restart', { name });
  call.print({ server }, `${sayState(server)}\n`);
  return server.state === 'ready' ? 0 : 1;
};

function sayState(server: McpServerRow): string {
  if (server.state === 'ready') return `${server.name} runs, with ${server.tools.length} tools.`;
  return server.problem?.message ?? `${server.name} is ${server.state}.`;
}
