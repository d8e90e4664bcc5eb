import type { ToolRow } from '../../../../shared/protocol/tools.ts';
import { matchWords } from '../../../ui/match-words.ts';

/**
 * The tools in which every word of the query stands: in the name, in what it is for, or in where it
 * comes from. Those named so go first.
 */
export function filterTools(tools: readonly ToolRow[], query: string): readonly ToolRow[] {
  const words = query.trim().split(/\s+/);
  const found = tools.filter((tool) => matchWords(query, textsOf(tool)));
  const isNamedSo = ({ name }: ToolRow): boolean => words.some((word) => matchWords(word, [name]));
  return [...found.filter(isNamedSo), ...found.filter((tool) => !isNamedSo(tool))];
}

function textsOf({ name, description, source }: ToolRow): readonly (string | undefined)[] {
  const from =
    source.kind === 'extension' ? source.name : source.kind === 'mcp' ? source.server : undefined;
  return [name, description, source.kind, from];
}
