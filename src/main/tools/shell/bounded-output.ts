import { limits } from '../../../shared/config/limits.ts';

/** Keeps the beginning and the end of a text that may be of any length. */
export interface BoundedOutput {
  add(text: string): void;
  /** All characters, kept or not. */
  readonly totalChars: number;
  /** What is kept, with a line that says how much is not. */
  read(): string;
}

export function createBoundedOutput(
  headLimit = limits.shell.headChars,
  tailLimit = limits.shell.tailChars,
): BoundedOutput {
  let head = '';
  let tail = '';
  let totalChars = 0;
  return {
    get totalChars() {
      return totalChars;
    },
    add(text) {
      totalChars += text.length;
      const room = headLimit - head.length;
      head += text.slice(0, room);
      tail += text.slice(room);
      // Cut now and then only: a cut of each piece would copy the whole tail each time.
      if (tail.length > 2 * tailLimit) tail = tail.slice(-tailLimit);
    },
    read() {
      const end = tail.length > tailLimit ? tail.slice(-tailLimit) : tail;
      const left = totalChars - head.length - end.length;
      const note = left > 0 ? `\n[… ${left} characters left out …]\n` : '';
      return (head + note + end).toWellFormed();
    },
  };
}
