import type { LooseMember, LooseNode, LooseText } from '../../../../../shared/json5/parse-loose.ts';
import type { TextEdit } from '../language/text-edit.ts';

/** The setting whose key or value begins at an offset. */
export function memberAround({ root }: LooseText, at: number): LooseMember | undefined {
  const visit = (node: LooseNode | undefined): LooseMember | undefined => {
    if (node?.kind === 'array') return firstOf(node.items, visit);
    if (node?.kind !== 'object') return undefined;
    const own = node.members.find(
      ({ keySpan, value }) => keySpan.start === at || value?.start === at,
    );
    return own ?? firstOf(node.members, ({ value }) => visit(value));
  };
  return visit(root);
}

function firstOf<T>(
  items: readonly T[],
  find: (item: T) => LooseMember | undefined,
): LooseMember | undefined {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return undefined;
}

/** Takes a setting out, with its comma and, when nothing else stands there, its lines. */
export function removeMember({ text, tokens }: LooseText, member: LooseMember): TextEdit {
  const last = (member.value ?? member.keySpan).end;
  const after = tokens.find(({ start, kind }) => start >= last && kind !== 'comment');
  const before = tokens.findLast(
    ({ end, kind }) => end <= member.keySpan.start && kind !== 'comment',
  );
  let { start } = member.keySpan;
  let end = after?.kind === ',' ? after.end : last;
  // Without a comma behind it the one before it would be left over; that is allowed, but not nice.
  if (after?.kind !== ',' && before?.kind === ',') start = before.start;
  const lineStart = /[ \t]*$/.exec(text.slice(0, start))?.index ?? start;
  const restOfLine = /^[ \t]*(?:\r\n|\n|\r)/.exec(text.slice(end))?.[0];
  const isOwnLine = lineStart === 0 || /[\n\r]/.test(text[lineStart - 1] ?? '');
  if (isOwnLine && restOfLine !== undefined) {
    start = lineStart;
    end += restOfLine.length;
  } else if (after?.kind === ',') {
    end += /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  }
  return { start, end, text: '' };
}
