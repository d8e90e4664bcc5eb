/** A piece of a text, and whether the other one has it as well. */
export interface DiffPart {
  readonly text: string;
  readonly isShared: boolean;
}

export interface WordDiff {
  readonly left: readonly DiffPart[];
  readonly right: readonly DiffPart[];
}

/** Longer texts are shown without marks: comparing takes the product of both lengths. */
const mostWords = 1_500;

/**
 * Which words of two texts differ, by the longest words in a row that they share. Undefined when they
 * are too long to be compared.
 */
export function diffWords(left: string, right: string): WordDiff | undefined {
  const a = wordsOf(left);
  const b = wordsOf(right);
  if (a.length > mostWords || b.length > mostWords) return undefined;
  const lengths = commonLengths(a, b);
  const width = b.length + 1;
  const leftParts: DiffPart[] = [];
  const rightParts: DiffPart[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i], b[j]];
    if (x !== undefined && y !== undefined && sameWord(x, y)) {
      append(leftParts, x, true);
      append(rightParts, y, true);
      i += 1;
      j += 1;
    } else if (
      y === undefined ||
      (x !== undefined && (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))
    ) {
      append(leftParts, x ?? '', false);
      i += 1;
    } else {
      append(rightParts, y, false);
      j += 1;
    }
  }
  return { left: leftParts, right: rightParts };
}

/** Words with the space behind them, so that nothing of a text is lost. */
function wordsOf(text: string): readonly string[] {
  return text.match(/\S+\s*|\s+/g) ?? [];
}

function sameWord(a: string, b: string): boolean {
  return a.trimEnd() === b.trimEnd();
}

/** How many words the rests of both texts share, from each place on. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const at = i * width + j;
      lengths[at] = sameWord(a[i] ?? '', b[j] ?? '')
        ? (lengths[at + width + 1] ?? 0) + 1
        : Math.max(lengths[at + width] ?? 0, lengths[at + 1] ?? 0);
    }
  }
  return lengths;
}

function append(parts: DiffPart[], text: string, isShared: boolean): void {
  const last = parts.at(-1);
  if (last?.isShared === isShared) {
    parts[parts.length - 1] = { text: last.text + text, isShared };
  } else parts.push({ text, isShared });
}
