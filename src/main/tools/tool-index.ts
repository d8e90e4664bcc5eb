import type { Logger } from '../platform/log.ts';
import type { Tool, ToolSupply } from './tool.ts';

/** All tools there are at one moment, by name, in the order of their supplies. */
export type ToolIndex = ReadonlyMap<string, Tool>;

/**
 * Keeps the tools of all supplies by name. The same map as long as every supply gives the same array.
 * The first of a name counts: what is built in can't be replaced from elsewhere.
 */
export function createToolIndex(supplies: readonly ToolSupply[], log: Logger): () => ToolIndex {
  let seen: readonly (readonly Tool[])[] = [];
  let index: ToolIndex = new Map();
  return () => {
    const now = supplies.map((supply) => supply.tools());
    const isSame = now.length === seen.length && now.every((tools, at) => tools === seen[at]);
    if (isSame) return index;
    seen = now;
    index = indexByName(now.flat(), log);
    return index;
  };
}

function indexByName(tools: readonly Tool[], log: Logger): ToolIndex {
  const index = new Map<string, Tool>();
  for (const tool of tools) {
    if (index.has(tool.name)) log.warn('tool.name-taken', { tool: tool.name });
    else index.set(tool.name, tool);
  }
  return index;
}
