const byteOrderMark = 0xfeff;

export interface LineColumn {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units, as editors count; a byte-order mark does not count. */
  readonly column: number;
}

/** Finds line and column of offsets in one text; building it reads the text once. */
export function createLineIndex(text: string): (offset: number) => LineColumn {
  const starts = [text.charCodeAt(0) === byteOrderMark ? 1 : 0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return (offset) => {
    const line = lastStartAtOrBefore(starts, offset);
    return { line: line + 1, column: Math.max(0, offset - (starts[line] ?? 0)) + 1 };
  };
}

function lastStartAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
