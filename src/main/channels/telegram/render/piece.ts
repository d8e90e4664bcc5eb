/** A part of a message twice: as Telegram's HTML, and as what the reader sees of it. */
export interface Piece {
  readonly html: string;
  readonly text: string;
}

export const emptyPiece: Piece = { html: '', text: '' };

/** Words as they are. */
export function plainPiece(text: string): Piece {
  return { html: escapeHtml(text), text };
}

/** Puts pieces one after the other. */
export function joinPieces(pieces: readonly Piece[], separator = ''): Piece {
  return {
    html: pieces.map(({ html }) => html).join(escapeHtml(separator)),
    text: pieces.map(({ text }) => text).join(separator),
  };
}

/** Puts a tag around a piece; an empty one stays empty. */
export function tagged(tag: string, piece: Piece, attributes = ''): Piece {
  if (piece.text === '') return piece;
  return { html: `<${tag}${attributes}>${piece.html}</${tag}>`, text: piece.text };
}

/** The four characters that mean something in Telegram's HTML. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
