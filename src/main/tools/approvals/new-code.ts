import { randomInt } from 'node:crypto';

// No 0, O, 1 or I: a code is read out and typed in.
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const codeLength = 4;
const isCode = new RegExp(`^[${alphabet}]{${codeLength}}$`);

/** A short name for a question; `isTaken` is asked until one is free. */
export function newCode(isTaken: (code: string) => boolean): string {
  for (;;) {
    const letters = Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]);
    const code = letters.join('');
    if (!isTaken(code)) return code;
  }
}

/** A code as it was typed; undefined when it can't be one. */
export function readCode(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  return isCode.test(code) ? code : undefined;
}
