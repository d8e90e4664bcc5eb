import type { LooseText } from '../../../../../shared/json5/parse-loose.ts';

/** The quote that most texts of a file are written with. */
export function usualQuote({ text, tokens }: LooseText): '"' | "'" {
  let single = 0;
  for (const { kind, start } of tokens) {
    if (kind === 'string') single += text[start] === "'" ? 1 : -1;
  }
  return single > 0 ? "'" : '"';
}
