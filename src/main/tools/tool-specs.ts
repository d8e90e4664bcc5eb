import type { ToolSpec } from '../providers/provider.ts';
import { describeTool } from './describe-tool.ts';
import type { Tool } from './tool.ts';

/**
 * Writes what models are told. Writing a JSON Schema costs more than the whole rest of a step, so each
 * tool is written once, and the same tools give the same array.
 */
export function createSpecWriter(): {
  one(tool: Tool): ToolSpec;
  all(allowed: readonly Tool[]): readonly ToolSpec[];
} {
  const written = new WeakMap<Tool, ToolSpec>();
  const lists = new WeakMap<readonly Tool[], readonly ToolSpec[]>();
  const one = (tool: Tool): ToolSpec => {
    const known = written.get(tool) ?? describeTool(tool);
    written.set(tool, known);
    return known;
  };
  return {
    one,
    all(allowed) {
      const usable = allowed.filter((tool) => tool.problem?.() === undefined);
      const before = lists.get(allowed);
      const specs = usable.map(one);
      if (before && isSame(before, specs)) return before;
      lists.set(allowed, specs);
      return specs;
    },
  };
}

function isSame(a: readonly ToolSpec[], b: readonly ToolSpec[]): boolean {
  return a.length === b.length && a.every((spec, at) => spec === b[at]);
}
