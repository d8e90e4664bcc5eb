import { describe, expect, it } from 'vitest';
import { commandsOf, findMissingLine, readGuide, splitWords } from './read-guide.ts';

describe('reading a guide', () => {
  it('finds blocks with their language, words and place', () => {
    const [block] = readGuide('# A\n\n```sh exit=2\nopenclaw a "b c"\nls\n```\n');
    expect(block).toEqual({
      line: 3,
      language: 'sh',
      words: ['exit=2'],
      text: 'openclaw a "b c"\nls',
    });
    expect(block && commandsOf(block)).toEqual([['a', 'b c']]);
  });

  it('does not pass over what it does not understand', () => {
    expect(() => readGuide('```sh ruun\n```')).toThrow('nobody understands "ruun"');
    expect(() => readGuide('```sh\n')).toThrow('not closed');
  });

  it('splits words as a shell does', () => {
    expect(splitWords(`a "b 'c'" 'd "e"' f=g`)).toEqual(['a', "b 'c'", 'd "e"', 'f=g']);
  });

  it('notices output that is missing or in another order', () => {
    expect(findMissingLine('A …\nC', 'A   1\nB\n  C')).toBeUndefined();
    expect(findMissingLine('C\nA …', 'A 1\nC')).toBe('A …');
    expect(findMissingLine('D (x)', 'A 1\nC')).toBe('D (x)');
  });
});
