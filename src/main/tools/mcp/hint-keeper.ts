import { limits } from '../../../shared/config/limits.ts';
import type { ServerTool } from './server-tool.ts';

/**
 * A tool that was once said to write, or not to be repeatable, stays so: a server must not talk its
 * way past the owner by changing its mind after it was looked at. A server that names more tools
 * than are remembered is believed no more hints.
 */
export function createHintKeeper(): (tool: ServerTool) => ServerTool {
  const writing = new Set<string>();
  const changing = new Set<string>();
  const remember = (names: Set<string>, name: string): void => {
    if (names.size < limits.mcp.rememberedHints) names.add(name);
  };
  const doubts = (names: ReadonlySet<string>, name: string): boolean =>
    names.has(name) || names.size >= limits.mcp.rememberedHints;

  return (tool) => {
    if (!tool.isReadOnly) remember(writing, tool.name);
    if (!tool.isIdempotent && !tool.isReadOnly) remember(changing, tool.name);
    return {
      ...tool,
      isReadOnly: tool.isReadOnly && !doubts(writing, tool.name),
      isIdempotent: tool.isIdempotent && !doubts(changing, tool.name),
    };
  };
}
