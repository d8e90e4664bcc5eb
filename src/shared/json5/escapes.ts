const simple: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

export interface Escape {
  readonly value: string;
  /** The offset after the escape. */
  readonly end: number;
}

/**
 * Reads the escape whose backslash is at `offset`, after the JSON5 specification (section 5.1):
 * a backslash before a line's end continues the line, `\0` may not be followed by a digit, other
 * digits are reserved, any other character stands for itself.
 * @returns undefined when it is not an escape.
 */
export function readEscape(text: string, offset: number): Escape | undefined {
  const char = text[offset + 1];
  if (char === undefined) return undefined;
  if (char === 'x') return readHex(text, offset + 2, 2);
  if (char === 'u') return readHex(text, offset + 2, 4);
  if (char === '0' && !/\d/.test(text[offset + 2] ?? '')) return { value: '\0', end: offset + 2 };
  if (/\d/.test(char)) return undefined;
  if (char === '\r' && text[offset + 2] === '\n') return { value: '', end: offset + 3 };
  if (/[\n\r\u2028\u2029]/.test(char)) return { value: '', end: offset + 2 };
  return { value: simple[char] ?? char, end: offset + 2 };
}

function readHex(text: string, start: number, length: number): Escape | undefined {
  const digits = text.slice(start, start + length);
  if (digits.length < length || !/^[\da-fA-F]+$/.test(digits)) return undefined;
  return { value: String.fromCharCode(Number.parseInt(digits, 16)), end: start + length };
}
