import type { MessageEntity, ParseMode } from '@grammyjs/types';
import { badRequest } from '../api-failure.ts';
import type { FormattedText } from './entity-builder.ts';
import { findEntities, mergeEntities } from './find-entities.ts';
import { parseHtml } from './parse-html.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { EntityParseError, parseMarkdownV2 } from './parse-markdown-v2.ts';

/** How a text is to be read. */
export interface FormatInput {
  text: string;
  parseMode: ParseMode | '' | undefined;
  /** Given instead of a parse mode. */
  entities: readonly MessageEntity[] | undefined;
}

/**
 * Reads a text as the Bot API does: markup, white space at the ends, entities found by itself.
 * Throws the API's 400 for markup it can't read and for entities outside the text.
 */
export function formatText({ text, parseMode, entities }: FormatInput): FormattedText {
  const parsed = parseMode
    ? parse(text, parseMode)
    : { text, entities: checkEntities(text, entities) };
  const trimmed = trim(parsed);
  return {
    text: trimmed.text,
    entities: mergeEntities(trimmed.entities, findEntities(trimmed.text)),
  };
}

function parse(text: string, parseMode: ParseMode): FormattedText {
  try {
    switch (parseMode) {
      case 'HTML':
        return parseHtml(text);
      case 'Markdown':
        return parseMarkdown(text);
      case 'MarkdownV2':
        return parseMarkdownV2(text);
    }
  } catch (error) {
    if (error instanceof EntityParseError)
      throw badRequest(`can't parse entities: ${error.message}`);
    throw error;
  }
}

function checkEntities(text: string, entities: readonly MessageEntity[] = []): MessageEntity[] {
  for (const { type, offset, length } of entities) {
    if (offset + length > text.length) {
      throw badRequest(
        `entity of type ${type} ends after the end of the text at UTF-16 offset ${offset + length}`,
      );
    }
  }
  return [...entities];
}

function trim({ text, entities }: FormattedText): FormattedText {
  const kept = text.trim();
  if (kept.length === text.length) return { text, entities };
  const start = text.length - text.trimStart().length;
  const moved = entities.flatMap((entity) => {
    const offset = Math.max(0, entity.offset - start);
    const end = Math.min(kept.length, entity.offset + entity.length - start);
    return end > offset ? [{ ...entity, offset, length: end - offset }] : [];
  });
  return { text: kept, entities: moved };
}
