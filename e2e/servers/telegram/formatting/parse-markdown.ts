import type { MessageEntity } from '@grammyjs/types';
import {
  byteOffset,
  closeEntity,
  normaliseLink,
  type FormattedText,
  type OpenEntity,
} from './entity-builder.ts';
import { EntityParseError } from './parse-markdown-v2.ts';

const MARKS: readonly (readonly [string, string, OpenEntity['kind']])[] = [
  ['```', '```', 'pre'],
  ['`', '`', 'code'],
  ['*', '*', 'bold'],
  ['_', '_', 'italic'],
  ['[', ']', 'text_link'],
];

/**
 * Reads the legacy Markdown (core.telegram.org/bots/api#markdown-style): nothing nests, a lone mark
 * is an error. Throws `EntityParseError` in the words of the real server.
 */
export function parseMarkdown(source: string): FormattedText {
  const entities: MessageEntity[] = [];
  let text = '';
  let index = 0;
  while (index < source.length) {
    if (/^\\[_*`[]/.test(source.slice(index, index + 2))) {
      text += source.charAt(index + 1);
      index += 2;
      continue;
    }
    const mark = MARKS.find(([start]) => source.startsWith(start, index));
    if (mark === undefined) {
      text += source.charAt(index);
      index += 1;
      continue;
    }
    const span = readSpan(source, index, mark);
    const open = {
      kind: mark[2],
      argument: span.argument,
      offset: text.length,
      sourceIndex: index,
    };
    text += span.content;
    const entity = closeEntity(open, text.length);
    if (entity !== undefined) entities.push(entity);
    index = span.end;
  }
  return { text, entities };
}

function readSpan(
  source: string,
  begin: number,
  [start, stop, kind]: (typeof MARKS)[number],
): { content: string; argument: string; end: number } {
  let from = begin + start.length;
  let argument = '';
  if (kind === 'pre') {
    const [head = '', language = ''] =
      /^(?:([^\s`]+)(?=\s))?(?:\r\n|\n)?/.exec(source.slice(from)) ?? [];
    argument = language;
    from += head.length;
  }
  const to = source.indexOf(stop, from);
  if (to < 0) {
    const at = byteOffset(source, begin);
    throw new EntityParseError(`Can't find end of the entity starting at byte offset ${at}`);
  }
  const content = source.slice(from, to);
  const end = to + stop.length;
  if (kind !== 'text_link') return { content, argument, end };
  const url = /^\(([^)]*)\)?/.exec(source.slice(end));
  return {
    content,
    argument: normaliseLink(url?.[1] ?? content),
    end: end + (url?.[0].length ?? 0),
  };
}
