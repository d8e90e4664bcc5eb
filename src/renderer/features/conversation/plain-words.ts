/**
 * What a text with Markdown says in plain words, on one line: for titles and excerpts, which have no
 * room for more. Such a text may have been cut, so marks that begin a word count without their end.
 * Names such as `max_tokens`, sums and globs stay as they are.
 */
export function plainWords(text: string): string {
  return replacements.reduce((words, [found, by]) => words.replace(found, by), text).trim();
}

/** In this order: marks at the beginning of lines first, then those within them. */
const replacements: readonly (readonly [RegExp, string])[] = [
  [/^[ \t]*(?:```|~~~)[\w+-]*[ \t]*$/gm, ''],
  [/^[ \t]*(?:#{1,6}[ \t]+|(?:>[ \t]?)+|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?)/gm, ''],
  [/^[ \t]*(?:[-*_][ \t]*){3,}$/gm, ''],
  [/!?\[([^\][]{1,400})\]\([^()\s]{0,400}(?:[ \t]+"[^"]{0,200}")?\)/g, '$1'],
  [/`+([^`]*)`*/g, '$1'],
  [/(?<![\\\p{L}\p{N}*])\*{1,3}(?=[^\s*/.])|(?<=[^\s*\\/])\*{1,3}(?![\p{L}\p{N}*]|\.\p{L})/gu, ''],
  [/(?<![\\\p{L}\p{N}_])_{1,3}(?=[^\s_])|(?<=[^\s_\\])_{1,3}(?![\p{L}\p{N}_])/gu, ''],
  [/~~/g, ''],
  [/\\([\\`*_{}[\]<>()#+!|~&.-])/g, '$1'],
  [/\s+/g, ' '],
];
