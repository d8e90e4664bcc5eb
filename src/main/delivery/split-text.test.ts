import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText } from './split-text.ts';

describe('splitting', () => {
  it('leaves a short text alone', () => {
    expect(splitText('hello', 10)).toEqual(['hello']);
    expect(splitText('', 10)).toEqual(['']);
  });
  it('cuts between paragraphs before it cuts a line', () => {
    expect(splitText('first paragraph\n\nsecond one\nwith a line', 28)).toEqual([
      'first paragraph',
      'second one\nwith a line',
    ]);
  });
  it('closes a code fence and opens it again with its language', () => {
    const parts = splitText('```js\nlet a = 1;\nlet b = 2;\nlet c = 3;\n```', 30);
    expect(parts[0]).toBe('```js\nlet a = 1;\n```');
    for (const part of parts) expect(part.match(/```/g)).toHaveLength(2);
  });
  it('does not cut an emoji in half', () => {
    for (const part of splitText('😀'.repeat(40), 9))
      expect(part).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
  });
  it('loses no word, and no part is too long', () => {
    const text = fc
      .array(fc.constantFrom('word', ' ', '\n', '\n\n', '. ', '😀', 'longerword'))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 8, max: 60 }), (source, limit) => {
        const parts = splitText(source, limit);
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(limit);
        expect(parts.join('').replace(/\s/g, '')).toBe(source.replace(/\s/g, ''));
      }),
    );
  });
  it('ends, whatever the text and however short the limit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('`', '~', '\n', 'a', ' '), maxLength: 200 }),
        (source) => {
          expect(splitText(source, 40).length).toBeLessThan(1_000);
        },
      ),
    );
  });
});
