/** A piece of a found message. */
export interface SnippetPart {
  readonly text: string;
  readonly isMatch: boolean;
}

/** Splits what the gateway sends: matches stand between \u0002 and \u0003. */
export function splitSnippet(snippet: string): readonly SnippetPart[] {
  return snippet
    .split('\u0002')
    .flatMap((piece, index): SnippetPart[] => {
      if (index === 0) return [{ text: piece, isMatch: false }];
      const [match = '', ...rest] = piece.split('\u0003');
      return [
        { text: match, isMatch: true },
        { text: rest.join(''), isMatch: false },
      ];
    })
    .filter(({ text }) => text !== '');
}
