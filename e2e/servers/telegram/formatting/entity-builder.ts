import type { MessageEntity } from '@grammyjs/types';

/** What a formatted text is once its markup is read. */
export interface FormattedText {
  text: string;
  entities: MessageEntity[];
}

/** Kinds of markup that stand for a style and carry nothing else. */
export type StyleType = Exclude<
  MessageEntity.CommonMessageEntity['type'],
  'mention' | 'hashtag' | 'cashtag' | 'bot_command' | 'url' | 'email' | 'phone_number'
>;

/** An entity that has begun and not ended. */
export interface OpenEntity {
  kind: StyleType | 'pre' | 'text_link' | 'custom_emoji';
  /** URL, language or emoji id. */
  argument: string;
  /** Where its text begins, in UTF-16 units of the result. */
  offset: number;
  /** Where its markup begins, in UTF-16 units of the source. */
  sourceIndex: number;
}

/** Makes the entity of a finished span; undefined when the span is empty or leads nowhere. */
export function closeEntity(open: OpenEntity, endOffset: number): MessageEntity | undefined {
  const { kind, argument, offset } = open;
  const length = endOffset - offset;
  if (length <= 0) return undefined;
  switch (kind) {
    case 'pre':
      return argument === ''
        ? { type: 'pre', offset, length }
        : { type: 'pre', offset, length, language: argument };
    case 'text_link':
      return argument === '' ? undefined : { type: 'text_link', offset, length, url: argument };
    case 'custom_emoji':
      return { type: 'custom_emoji', offset, length, custom_emoji_id: argument };
    default:
      return { type: kind, offset, length };
  }
}

/** Orders entities as the Bot API does: by start, the longer first. */
export function sortEntities(entities: readonly MessageEntity[]): MessageEntity[] {
  return entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
}

/** The link a text stands for, with its scheme; empty when it is none. */
export function normaliseLink(link: string): string {
  if (/^(https?|tg|ton|tonsite):\/\/\S+$/i.test(link) || /^mailto:\S+$/i.test(link)) return link;
  return /^[\w-]+(\.[\w-]+)+([/?#]\S*)?$/.test(link) ? `http://${link}` : '';
}

/** Where in the UTF-8 form of a text an index lies; the error texts count in bytes. */
export const byteOffset = (text: string, index: number): number =>
  Buffer.byteLength(text.slice(0, index));
