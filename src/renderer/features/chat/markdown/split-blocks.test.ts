import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitBlocks } from './split-blocks.ts';

const line = fc.constantFrom(
  'A paragraph.',
  'more of it',
  '',
  '',
  '   ',
  '# Title',
  '- item',
  '1. first',
  '  indented',
  '    code',
  '> quote',
  '```ts',
  '```',
  '~~~',
  '````',
  '| a | b |',
  '|---|---|',
  '**bold** and `code`',
  '-',
  '12',
);
const markdown = fc.oneof(
  fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n')),
  fc.string({ maxLength: 200 }),
);

describe('splitBlocks', () => {
  it('loses and adds nothing', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        expect(splitBlocks(text).join('')).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never changes a finished block while more is written', () => {
    fc.assert(
      fc.property(markdown, fc.nat(), (text, at) => {
        const sofar = splitBlocks(text.slice(0, at % (text.length + 1)));
        const whole = splitBlocks(text);
        expect(whole.slice(0, Math.max(0, sofar.length - 1))).toEqual(sofar.slice(0, -1));
      }),
      { numRuns: 5_000 },
    );
  });

  it('cuts between paragraphs', () => {
    expect(splitBlocks('one\n\ntwo\n\nthree')).toEqual(['one\n\n', 'two\n\n', 'three']);
  });

  it('keeps a code fence with blank lines whole', () => {
    expect(splitBlocks('```\na\n\nb\n```\n\nafter')).toEqual(['```\na\n\nb\n```\n\n', 'after']);
  });

  it('keeps a loose list whole and cuts after it', () => {
    expect(splitBlocks('- a\n\n- b\n\n  more\n\nafter')).toEqual([
      '- a\n\n- b\n\n  more\n\n',
      'after',
    ]);
  });

  it('takes a shorter fence inside a longer one for text', () => {
    expect(splitBlocks('````\n```\n\nx\n````\n\nafter')).toHaveLength(2);
  });
});
