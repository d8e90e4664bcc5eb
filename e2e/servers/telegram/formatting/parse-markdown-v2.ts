import type { MessageEntity } from '@grammyjs/types';
import {
  byteOffset,
  closeEntity,
  normaliseLink,
  sortEntities,
  type FormattedText,
  type OpenEntity,
} from './entity-builder.ts';

/*
 * MarkdownV2 as published (core.telegram.org/bots/api#markdownv2-style). The refusals are worded as
 * the real server words them, because clients decide by these words whether to fall back to plain
 * text.
 */

/** Thrown for markup the Bot API can't read. */
export class EntityParseError extends Error {}

const RESERVED = '_*[]()~`>#+-=|{}.!';
/** As the real server names them in its errors. */
const NAMES: Readonly<Record<OpenEntity['kind'], string>> = {
  bold: 'Bold',
  italic: 'Italic',
  underline: 'Underline',
  strikethrough: 'Strikethrough',
  spoiler: 'Spoiler',
  blockquote: 'BlockQuote',
  expandable_blockquote: 'ExpandableBlockQuote',
  code: 'Code',
  pre: 'Pre',
  text_link: 'TextUrl',
  custom_emoji: 'CustomEmoji',
};
/** Marks that open and close a span, the longer first. */
const SPANS = [
  ['__', 'underline'],
  ['||', 'spoiler'],
  ['_', 'italic'],
  ['*', 'bold'],
  ['~', 'strikethrough'],
] as const;

/** Reads MarkdownV2. Throws `EntityParseError` for what the Bot API refuses. */
export function parseMarkdownV2(source: string): FormattedText {
  const reader = new Reader(source);
  while (reader.index < source.length) reader.step();
  return reader.finish();
}

class Reader {
  readonly source: string;
  index = 0;
  private text = '';
  private entities: MessageEntity[] = [];
  private stack: OpenEntity[] = [];

  constructor(source: string) {
    this.source = source;
  }

  /** Takes one character or one piece of markup. */
  step(): void {
    const { source, index } = this;
    const char = source.charAt(index);
    const next = source.charCodeAt(index + 1);
    if (char === '\\' && next > 0 && next <= 126) {
      this.text += source.charAt(index + 1);
      this.index += 2;
    } else if (this.isInCode()) this.stepInCode(char);
    else if (char === '\n') this.endLine();
    else if (this.isLineStart() && this.openQuote()) return;
    else if (RESERVED.includes(char)) this.mark(char);
    else this.take();
  }

  finish(): FormattedText {
    const quote = this.stack.at(-1);
    if (quote?.kind === 'blockquote') this.closeTop();
    const open = this.stack.at(-1);
    if (open !== undefined) throw this.unended(open);
    return { text: this.text, entities: sortEntities(this.entities) };
  }

  private take(): void {
    this.text += this.source.charAt(this.index);
    this.index += 1;
  }

  private startsWith(mark: string): boolean {
    return this.source.startsWith(mark, this.index);
  }

  private isLineStart(): boolean {
    return this.index === 0 || this.source.charAt(this.index - 1) === '\n';
  }

  private isInCode(): boolean {
    const kind = this.stack.at(-1)?.kind;
    return kind === 'code' || kind === 'pre';
  }

  private stepInCode(char: string): void {
    const isPre = this.stack.at(-1)?.kind === 'pre';
    if (char !== '`') this.take();
    else if (!isPre) this.closeTop(1);
    else if (this.startsWith('```')) this.closeTop(3);
    else throw this.reserved(char);
  }

  private open(kind: OpenEntity['kind'], markLength: number, argument = ''): void {
    this.stack.push({ kind, argument, offset: this.text.length, sourceIndex: this.index });
    this.index += markLength;
  }

  private closeTop(markLength = 0): void {
    const open = this.stack.pop();
    const entity = open && closeEntity(open, this.text.length);
    if (entity !== undefined) this.entities.push(entity);
    this.index += markLength;
  }

  /** A quotation ends with the first line that does not begin with `>`. */
  private endLine(): void {
    const isQuoted = this.stack.some((open) => open.kind === 'blockquote');
    const goesOn = this.source.charAt(this.index + 1) === '>';
    if (isQuoted && !goesOn) {
      const top = this.stack.at(-1);
      if (top !== undefined && top.kind !== 'blockquote') throw this.unended(top);
      this.take();
      this.closeTop();
    } else {
      this.take();
      if (isQuoted) this.index += 1;
    }
  }

  /** Begins a quotation at the start of a line; `**>` separates it from one just before. */
  private openQuote(): boolean {
    const mark = ['>', '**>'].find((one) => this.startsWith(one));
    if (mark === undefined) return false;
    this.open('blockquote', mark.length);
    return true;
  }

  private mark(char: string): void {
    if (this.endExpandable()) return;
    if (char === '`') {
      this.openCode();
      return;
    }
    if (char === '[') {
      this.open('text_link', 1);
      return;
    }
    if (char === '!' && this.startsWith('![')) {
      this.open('custom_emoji', 2);
      return;
    }
    if (char === ']') {
      this.endLink(char);
      return;
    }
    const span = SPANS.find(([mark]) => this.startsWith(mark));
    if (span === undefined) throw this.reserved(char);
    const [mark, kind] = span;
    if (this.stack.at(-1)?.kind === kind) this.closeTop(mark.length);
    else this.open(kind, mark.length);
  }

  /** `||` at the end of a quotation's last line makes it expandable. */
  private endExpandable(): boolean {
    const top = this.stack.at(-1);
    if (top?.kind !== 'blockquote' || !this.startsWith('||')) return false;
    const after = this.source.charAt(this.index + 2);
    if (after !== '' && after !== '\n') return false;
    top.kind = 'expandable_blockquote';
    this.closeTop(2);
    return true;
  }

  private openCode(): void {
    if (!this.startsWith('```')) {
      this.open('code', 1);
      return;
    }
    const [head = '', language = ''] = /^```([^\s`]*)(?:\r\n|\n\r|\n|\r)?/.exec(
      this.source.slice(this.index),
    ) ?? ['```'];
    // "```word```" is a block of code, not a block in the language "word".
    const isLanguage = this.source.charAt(this.index + 3 + language.length) !== '`';
    if (isLanguage) this.open('pre', head.length, language);
    else this.open('pre', 3);
  }

  private endLink(char: string): void {
    const top = this.stack.at(-1);
    if (top?.kind !== 'text_link' && top?.kind !== 'custom_emoji') throw this.reserved(char);
    this.index += 1;
    if (top.kind === 'custom_emoji') top.argument = this.readEmojiId();
    else {
      const url = this.source.charAt(this.index) === '(' ? this.readUrl('URL') : undefined;
      top.argument = normaliseLink(url ?? this.text.slice(top.offset));
    }
    this.closeTop();
  }

  private readEmojiId(): string {
    if (this.source.charAt(this.index) !== '(') {
      throw new EntityParseError('Custom emoji entity must contain a tg://emoji URL');
    }
    const found = /^tg:\/\/emoji\?id=(\d+)$/.exec(this.readUrl('custom emoji URL'));
    if (found?.[1] === undefined)
      throw new EntityParseError('Custom emoji URL must have an emoji identifier');
    return found[1];
  }

  private readUrl(what: string): string {
    const start = this.index + 1;
    let url = '';
    let index = start;
    while (index < this.source.length && this.source.charAt(index) !== ')') {
      const next = this.source.charCodeAt(index + 1);
      if (this.source.charAt(index) === '\\' && next > 0 && next <= 126) index += 1;
      url += this.source.charAt(index);
      index += 1;
    }
    if (index >= this.source.length) {
      throw new EntityParseError(
        `Can't find end of a ${what} at byte offset ${byteOffset(this.source, start)}`,
      );
    }
    this.index = index + 1;
    return url;
  }

  private reserved(char: string): EntityParseError {
    return new EntityParseError(
      `Character '${char}' is reserved and must be escaped with the preceding '\\'`,
    );
  }

  private unended(open: OpenEntity): EntityParseError {
    const name = open.kind === 'pre' && open.argument !== '' ? 'PreCode' : NAMES[open.kind];
    return new EntityParseError(
      `Can't find end of ${name} entity at byte offset ${byteOffset(this.source, open.sourceIndex)}`,
    );
  }
}
