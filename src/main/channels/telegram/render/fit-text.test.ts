import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatText } from '../../../../../e2e/servers/telegram/formatting/format-text.ts';
import { fitText, messageChars } from './fit-text.ts';
import { renderMarkdown } from './render-markdown.ts';

/** Pieces of Markdown, whole and broken, as models write them and as a stream cuts them. */
const fragment = fc.constantFrom(
  '**bold**',
  '*it*',
  '~~gone~~',
  '`code`',
  '```ts\na < b && c\n```\n',
  '```',
  '# Title\n',
  '- item\n',
  '  - deeper\n',
  '1. first\n',
  '- [x] done\n',
  '> quote\n',
  '> > twice\n',
  '[link](https://example.org/?a=1&b="2")',
  '[odd](javascript:alert)',
  '[ref][1]\n\n[1]: https://example.org\n\n',
  '| a | b |\n|---|---|\n| 1 | **2** |\n\n',
  '<b>html</b>',
  '&amp; <',
  '**open',
  '\n\n',
  '---\n',
  '👩‍👩‍👧 ',
  'words ',
);
const markdown = fc
  .array(fc.oneof(fragment, fc.string()), { maxLength: 12 })
  .map((parts) => parts.join(''));

describe('what Telegram gets', () => {
  it('can always be read there, and says what we counted', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const { html, text: visible } = renderMarkdown(text);
        const read = formatText({ text: html, parseMode: 'HTML', entities: undefined });
        expect(read.text.length).toBeLessThanOrEqual(visible.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it('loses no word of a plain text', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1 }), (words) => {
        const read = renderMarkdown(words.join(' '));
        expect(read.text).toBe(words.join(' '));
      }),
    );
  });

  it('never holds more than a message, and is refused rather than cut unless it still grows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3_900, max: 4_300 }), fc.boolean(), (chars, mayCut) => {
        const fit = fitText('😀'.repeat(chars / 2), { mayCut, note: 'note' });
        for (const body of [fit?.best, fit?.plain]) {
          if (body === undefined) continue;
          const parseMode = body.isHtml ? 'HTML' : undefined;
          const read = formatText({ text: body.text, parseMode, entities: undefined });
          expect(read.text.length).toBeLessThanOrEqual(messageChars);
          expect(read.text.isWellFormed()).toBe(true);
        }
        expect(fit === undefined).toBe(!mayCut && Math.floor(chars / 2) * 2 + 6 > messageChars);
      }),
    );
  });
});
