/** How a text is written, learnt from what is there. */
export interface TextStyle {
  readonly newline: '\n' | '\r\n';
  readonly quote: '"' | "'";
  /** Keys that are names stand without quotes. */
  readonly hasBareKeys: boolean;
  /** One level of indentation. */
  readonly indent: string;
}

// Each looks at a part of one line only: a file of blank lines must not take for ever.
const bareKey = /[{,\n][ \t]*[A-Za-z_$][\w$]*[ \t]*:/;
const quotedKey = /[{,\n][ \t]*["'][^"'\n]*["'][ \t]*:/;
const indentedLine = /[{[,][ \t]*(?:\/\/[^\n\r]{0,200})?\r?\n([ \t]+)\S/;

/** Learns the style of a text; an empty one gets the style of the guide. */
export function detectStyle(text: string): TextStyle {
  const firstIndent = indentedLine.exec(text)?.[1];
  return {
    newline: /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n',
    quote: /[:[,{]\s*(["'])/.exec(text)?.[1] === "'" ? "'" : '"',
    hasBareKeys: bareKey.test(text) || !quotedKey.test(text),
    indent: firstIndent ?? '  ',
  };
}

/** Offset of the first character of the line that `offset` is in. */
export function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

/** The space at the beginning of the line that `offset` is in. */
export function indentationAt(text: string, offset: number): string {
  const pattern = /[ \t]*/y;
  pattern.lastIndex = lineStart(text, offset);
  return pattern.exec(text)?.[0] ?? '';
}

/** Whether nothing but space stands before `offset` in its line. */
export function isFirstInLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '' && lineStart(text, offset) > 0;
}
