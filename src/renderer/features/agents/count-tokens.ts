/** Roughly how many tokens a text is, as the gateway estimates it before it sends it. */
export function countTokens(text: string): number {
  return text === '' ? 0 : Math.ceil(text.length / 3.5) + 4;
}
