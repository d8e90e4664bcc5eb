import { diffIndices } from 'node-diff3';
import type { TextEdit } from './text-edit.ts';

/** More changed lines than that are replaced in one piece: comparing them would take too long. */
const mostLines = 4_000;

/** What makes one text of another, line by line, so that a cursor elsewhere stays where it is. */
export function minimalEdits(before: string, after: string): readonly TextEdit[] {
  if (before === after) return [];
  const old = splitLines(before);
  const next = splitLines(after);
  let first = 0;
  while (first < old.length && first < next.length && old[first] === next[first]) first += 1;
  let same = 0;
  while (
    same < Math.min(old.length, next.length) - first &&
    old[old.length - 1 - same] === next[next.length - 1 - same]
  ) {
    same += 1;
  }
  const starts = startsOf(old);
  const inOld = old.slice(first, old.length - same);
  const inNext = next.slice(first, next.length - same);
  const edit = (at: number, count: number, lines: readonly string[]): TextEdit =>
    shrink(before, {
      start: starts[first + at] ?? before.length,
      end: starts[first + at + count] ?? before.length,
      text: lines.join(''),
    });
  if (inOld.length + inNext.length > mostLines) return [edit(0, inOld.length, inNext)];
  return diffIndices(inOld, inNext).map(({ buffer1, buffer2Content }) =>
    edit(buffer1[0], buffer1[1], buffer2Content),
  );
}

/** Leaves out what is the same at both ends of a replacement. */
function shrink(before: string, { start, end, text }: TextEdit): TextEdit {
  const old = before.slice(start, end);
  let head = 0;
  while (head < old.length && head < text.length && old[head] === text[head]) head += 1;
  let tail = 0;
  while (
    tail < Math.min(old.length, text.length) - head &&
    old[old.length - 1 - tail] === text[text.length - 1 - tail]
  ) {
    tail += 1;
  }
  return { start: start + head, end: end - tail, text: text.slice(head, text.length - tail) };
}

function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function startsOf(lines: readonly string[]): readonly number[] {
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length);
  return starts;
}
