import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatText } from './format-text.ts';
import { parseHtml } from './parse-html.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { parseMarkdownV2 } from './parse-markdown-v2.ts';

describe('MarkdownV2', () => {
  it.each([
    ['*bold \\*text*', 'bold *text', ['bold 0 10']],
    [
      '_i_ __u__ ~s~ ||x||',
      'i u s x',
      ['italic 0 1', 'underline 2 1', 'strikethrough 4 1', 'spoiler 6 1'],
    ],
    ['*b _i __u___ b*', 'b i u b', ['bold 0 7', 'italic 2 3', 'underline 4 1']],
    ['[a](http://e.org/x_y)', 'a', ['text_link 0 1']],
    ['```py\nprint(1)\n```', 'print(1)\n', ['pre 0 9']],
    ['`a*b`', 'a*b', ['code 0 3']],
    ['😀*x*', '😀x', ['bold 2 1']],
    ['>one\n>two\nthree', 'one\ntwo\nthree', ['blockquote 0 8']],
    ['>one\n>two||', 'one\ntwo', ['expandable_blockquote 0 7']],
  ])('reads %j', (source, text, entities) => {
    const parsed = parseMarkdownV2(source);
    expect(parsed.text).toBe(text);
    expect(parsed.entities.map((one) => `${one.type} ${one.offset} ${one.length}`)).toEqual(
      entities,
    );
  });

  it.each([
    ['a-b', "'-' is reserved"],
    ['(x)', "'(' is reserved"],
    ['a > b', "'>' is reserved"],
    ['x!', "'!' is reserved"],
    ['*a', 'end of Bold entity at byte offset 0'],
    ['é _a', 'end of Italic entity at byte offset 3'],
    ['```a', 'end of Pre'],
    ['[a](b', 'end of a URL at byte offset 4'],
  ])('refuses %j', (source, reason) => {
    expect(() => parseMarkdownV2(source)).toThrow(reason);
  });

  it('gives any text back that was escaped as published', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = text.replace(/[_*[\]()~`>#+\-=|{}.!\\]/g, '\\$&');
        expect(parseMarkdownV2(escaped)).toEqual({ text, entities: [] });
      }),
    );
  });
});

describe('HTML', () => {
  it.each([
    ['<b>a</b> <i>b</i>', 'a b', ['bold 0 1', 'italic 2 1']],
    ['<pre><code class="language-js">x</code></pre>', 'x', ['pre 0 1']],
    ['<a href="https://e.org/?a=1&amp;b=2">l</a>', 'l', ['text_link 0 1']],
    ['<blockquote expandable>q</blockquote>', 'q', ['expandable_blockquote 0 1']],
    ['<span class="tg-spoiler">s</span>', 's', ['spoiler 0 1']],
    ['&lt;b&gt; &#128512; &copy;', '<b> 😀 &copy;', []],
  ])('reads %j', (source, text, entities) => {
    const parsed = parseHtml(source);
    expect(parsed.text).toBe(text);
    expect(parsed.entities.map((one) => `${one.type} ${one.offset} ${one.length}`)).toEqual(
      entities,
    );
  });

  it.each([
    ['</b>', 'Unexpected end tag at byte offset 0'],
    ['<b', 'Unclosed start tag at byte offset 0'],
    ['<div>x</div>', 'Unsupported start tag "div" at byte offset 0'],
    ['1 < 2', 'start tag'],
    ['<span>x</span>', 'must have class "tg-spoiler"'],
  ])('refuses %j', (source, reason) => {
    expect(() => parseHtml(source)).toThrow(reason);
  });

  it('gives any text back that was escaped as published', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
        expect(parseHtml(escaped)).toEqual({ text, entities: [] });
      }),
    );
  });
});

describe('legacy Markdown', () => {
  it('reads what does not nest', () => {
    const parsed = parseMarkdown('*b* _i_ `c` [l](http://e.org) \\_x');
    expect(parsed.text).toBe('b i c l _x');
    expect(parsed.entities.map((one) => one.type)).toEqual(['bold', 'italic', 'code', 'text_link']);
  });
});

describe('whole texts', () => {
  it('trims white space and moves the entities with it', () => {
    const formatted = formatText({ text: '  *x*  ', parseMode: 'Markdown', entities: undefined });
    expect(formatted).toEqual({ text: 'x', entities: [{ type: 'bold', offset: 0, length: 1 }] });
  });

  it('refuses entities outside the text', () => {
    const entities = [{ type: 'bold' as const, offset: 0, length: 9 }];
    expect(() => formatText({ text: 'short', parseMode: undefined, entities })).toThrow(
      'entity of type bold',
    );
  });

  it('finds commands, tags and links in plain text', () => {
    const { entities } = formatText({
      text: '/start@me_bot #tag a@b.co $EUR http://x.y',
      parseMode: undefined,
      entities: undefined,
    });
    expect(entities.map((one) => one.type)).toEqual([
      'bot_command',
      'hashtag',
      'email',
      'cashtag',
      'url',
    ]);
  });
});
