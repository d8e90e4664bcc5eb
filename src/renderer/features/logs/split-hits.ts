export interface Piece {
  readonly text: string;
  readonly isHit: boolean;
}

/** Cuts a text where words are found, in capitals or not. */
export function splitHits(text: string, words: string): Piece[] {
  if (words === '') return [{ text, isHit: false }];
  const pieces: Piece[] = [];
  const searched = text.toLowerCase();
  const wanted = words.toLowerCase();
  // Some letters have another length in small: then places would be wrong.
  if (searched.length !== text.length) return [{ text, isHit: false }];
  let from = 0;
  for (let at = searched.indexOf(wanted); at >= 0; at = searched.indexOf(wanted, from)) {
    if (at > from) pieces.push({ text: text.slice(from, at), isHit: false });
    pieces.push({ text: text.slice(at, at + wanted.length), isHit: true });
    from = at + wanted.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isHit: false });
  return pieces;
}
