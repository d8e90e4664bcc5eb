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
export function removeMember(loose: LooseText, member: LooseMember): TextEdit {
  const { start, end, hasComma } = withComma(loose, member);
  const { text } = loose;
  const lineStart = /[ \t]*$/.exec(text.slice(0, start))?.index ?? start;
  const restOfLine = /^[ \t]*(?:\r\n|\n|\r)/.exec(text.slice(end))?.[0];
  const isOwnLine = lineStart === 0 || /[\n\r]/.test(text[lineStart - 1] ?? '');
  if (isOwnLine && restOfLine !== undefined) {
    return { start: lineStart, end: end + restOfLine.length, text: '' };
  }
  const space = hasComma ? (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0) : 0;
  return { start, end: end + space, text: '' };
}

/** Without a comma behind it the one before it goes: left over, it would be allowed, but not nice. */
function withComma({ tokens }: LooseText, { keySpan, value }: LooseMember) {
  const last = (value ?? keySpan).end;
  const after = tokens.find(({ start, kind }) => start >= last && kind !== 'comment');
  if (after?.kind === ',') return { start: keySpan.start, end: after.end, hasComma: true };
  const before = tokens.findLast(({ end, kind }) => end <= keySpan.start && kind !== 'comment');
  const start = before?.kind === ',' ? before.start : keySpan.start;
  return { start, end: last, hasComma: false };
}
