import { joinPieces, plainPiece, tagged, type Piece } from './piece.ts';
import { renderMarkdown } from './render-markdown.ts';

/** What Telegram takes in one message, in UTF-16 units after it has read the tags. */
export const messageChars = 4_096;

/** A message body: HTML, or bare words where formatting does not fit or is refused. */
export interface Body {
  readonly text: string;
  readonly isHtml: boolean;
}

export interface FitOptions {
  /** Stands below the text, in italics. */
  readonly note?: string | undefined;
  /** A text that still grows may be cut; the whole follows later. */
  readonly mayCut: boolean;
}

/**
 * The best form of a text that Telegram takes, then the fallback without formatting. Undefined
 * when it is too long in every form and may not be cut.
 */
export function fitText(
  markdown: string,
  { note, mayCut }: FitOptions,
): { readonly best: Body; readonly plain: Body } | undefined {
  const plain = fitPlain(markdown, note, mayCut);
  if (plain === undefined) return undefined;
  const rendered = withNote(renderMarkdown(markdown), note);
  const fits = rendered.text.trim() !== '' && rendered.text.length <= messageChars;
  return { best: fits ? { text: rendered.html, isHtml: true } : plain, plain };
}

function withNote(piece: Piece, note: string | undefined): Piece {
  if (note === undefined) return piece;
  return joinPieces([piece, tagged('i', plainPiece(note))], '\n\n');
}

function fitPlain(markdown: string, note: string | undefined, mayCut: boolean): Body | undefined {
  const tail = note === undefined ? '' : `\n\n${note}`;
  if (markdown.length + tail.length <= messageChars)
    return { text: markdown + tail, isHtml: false };
  if (!mayCut) return undefined;
  const room = messageChars - tail.length - 1;
  return { text: `${cutAt(markdown, room)}…${tail}`, isHtml: false };
}

/** Never cuts a pair of surrogates in two. */
function cutAt(text: string, chars: number): string {
  const cut = text.slice(0, chars);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}
