import type { ToolRow } from '../../../../shared/protocol/tools.ts';

/**
 * The tools in which every word of the query stands: in the name, in what it is for, or in where it
 * comes from. Those named so go first.
 */
export function filterTools(tools: readonly ToolRow[], query: string): readonly ToolRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = tools.filter((tool) => {
    const text = textOf(tool);
    return words.every((word) => text.includes(word));
  });
  const isNamedSo = ({ name }: ToolRow): boolean =>
    words.some((word) => name.toLowerCase().includes(word));
  return [...found.filter(isNamedSo), ...found.filter((tool) => !isNamedSo(tool))];
}

function textOf({ name, description, source }: ToolRow): string {
  const from =
    source.kind === 'extension' ? source.name : source.kind === 'mcp' ? source.server : '';
  return `${name} ${description} ${source.kind} ${from}`.toLowerCase();
}
