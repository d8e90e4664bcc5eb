import type { MessageEntity } from '@grammyjs/types';
import { decodeHtml } from './decode-html.ts';
import {
  byteOffset,
  closeEntity,
  normaliseLink,
  sortEntities,
  type FormattedText,
  type OpenEntity,
  type StyleType,
} from './entity-builder.ts';
import { EntityParseError } from './parse-markdown-v2.ts';

/*
 * HTML as published (core.telegram.org/bots/api#html-style): these tags and no other, every tag
 * closed. The refusals are worded as the real server words them.
 */

const STYLES: Readonly<Record<string, StyleType>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  code: 'code',
  blockquote: 'blockquote',
};

interface OpenTag extends OpenEntity {
  tag: string;
}

interface StartTag {
  tag: string;
  attributes: ReadonlyMap<string, string>;
  end: number;
}

/** Reads HTML. Throws `EntityParseError` for what the Bot API refuses. */
export function parseHtml(source: string): FormattedText {
  const stack: OpenTag[] = [];
  const entities: MessageEntity[] = [];
  let text = '';
  let index = 0;
  while (index < source.length) {
    const tagIndex = source.indexOf('<', index);
    const end = tagIndex < 0 ? source.length : tagIndex;
    text += decodeHtml(source.slice(index, end));
    index = end;
    if (index >= source.length) break;
    if (source.charAt(index + 1) === '/') {
      index = readEndTag(source, index, stack.at(-1)?.tag);
      const open = stack.pop();
      const entity = open && endTag(open, stack.at(-1), text);
      if (entity !== undefined) entities.push(entity);
    } else {
      const start = readStartTag(source, index);
      stack.push(openTag(source, index, start, text.length));
      index = start.end;
    }
  }
  const open = stack.at(-1);
  if (open !== undefined) {
    throw new EntityParseError(`Can't find end tag corresponding to start tag "${open.tag}"`);
  }
  return { text, entities: sortEntities(entities) };
}

function readStartTag(source: string, begin: number): StartTag {
  const at = byteOffset(source, begin);
  const [whole, name = ''] = /^<([^\s>]*)/.exec(source.slice(begin)) ?? [''];
  let end = begin + whole.length;
  if (end >= source.length) throw new EntityParseError(`Unclosed start tag at byte offset ${at}`);
  const tag = name.toLowerCase();
  if (STYLES[tag] === undefined && !['a', 'pre', 'tg-emoji'].includes(tag)) {
    throw new EntityParseError(`Unsupported start tag "${tag}" at byte offset ${at}`);
  }
  const attributes = new Map<string, string>();
  end = readAttributes(source, end, attributes);
  if (source.charAt(end) !== '>') {
    throw new EntityParseError(`Unclosed start tag "${tag}" at byte offset ${at}`);
  }
  return { tag, attributes, end: end + 1 };
}

/** Collects the attributes from `begin` on; returns where they end. */
function readAttributes(source: string, begin: number, attributes: Map<string, string>): number {
  const pattern = /^\s*([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)))?/;
  let end = begin;
  for (;;) {
    const found = pattern.exec(source.slice(end));
    if (found === null) break;
    const [all, key = '', double, single, bare] = found;
    attributes.set(key.toLowerCase(), decodeHtml(double ?? single ?? bare?.toLowerCase() ?? ''));
    end += all.length;
  }
  return end + (/^\s*/.exec(source.slice(end))?.[0].length ?? 0);
}

function openTag(source: string, sourceIndex: number, start: StartTag, offset: number): OpenTag {
  const { tag, attributes } = start;
  const base = { tag, offset, sourceIndex, argument: '' };
  const className = attributes.get('class') ?? '';
  switch (tag) {
    case 'a':
      return { ...base, kind: 'text_link', argument: attributes.get('href') ?? '' };
    case 'tg-emoji':
      return { ...base, kind: 'custom_emoji', argument: attributes.get('emoji-id') ?? '' };
    case 'pre':
      return { ...base, kind: 'pre' };
    case 'code':
      return { ...base, kind: 'code', argument: /^language-(.+)$/.exec(className)?.[1] ?? '' };
    case 'blockquote':
      return {
        ...base,
        kind: attributes.has('expandable') ? 'expandable_blockquote' : 'blockquote',
      };
    case 'span':
      if (className !== 'tg-spoiler') {
        const at = byteOffset(source, sourceIndex);
        throw new EntityParseError(`Tag "span" must have class "tg-spoiler" at byte offset ${at}`);
      }
      return { ...base, kind: 'spoiler' };
    default:
      return { ...base, kind: STYLES[tag] ?? 'bold' };
  }
}

/** Checks an end tag against the innermost open one; returns where it ends. */
function readEndTag(source: string, begin: number, expected: string | undefined): number {
  const at = byteOffset(source, begin);
  if (expected === undefined) throw new EntityParseError(`Unexpected end tag at byte offset ${at}`);
  const [whole, name = ''] = /^<\/([^\s>]*)\s*/.exec(source.slice(begin)) ?? [''];
  if (source.charAt(begin + whole.length) !== '>') {
    throw new EntityParseError(`Unclosed end tag at byte offset ${at}`);
  }
  const tag = name.toLowerCase();
  if (tag !== '' && tag !== expected) {
    throw new EntityParseError(
      `Unmatched end tag at byte offset ${at}, expected "</${expected}>", found "</${tag}>"`,
    );
  }
  return begin + whole.length + 1;
}

function endTag(
  open: OpenTag,
  parent: OpenTag | undefined,
  text: string,
): MessageEntity | undefined {
  if (open.tag === 'code') {
    // <pre><code class="language-x"> is one block in a language.
    if (parent?.tag === 'pre' && parent.offset === open.offset && open.argument !== '') {
      parent.argument = open.argument;
      return undefined;
    }
    open.argument = '';
  }
  if (open.tag === 'a') open.argument = normaliseLink(open.argument || text.slice(open.offset));
  if (open.tag === 'tg-emoji' && !/^\d+$/.test(open.argument)) {
    throw new EntityParseError('Invalid custom emoji identifier specified');
  }
  return closeEntity(open, text.length);
}
