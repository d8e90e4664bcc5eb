/** Whether each word of a query stands in one of the texts; capitals and accents do not count. */
export function matchWords(query: string, texts: readonly (string | undefined)[]): boolean {
  const known = fold(texts.filter((text) => text !== undefined).join('\n'));
  return fold(query)
    .split(/\s+/)
    .every((word) => known.includes(word));
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
