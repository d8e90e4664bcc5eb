import { describe, expect, it } from 'vitest';
import { matchGlob } from './match-glob.ts';

describe('matchGlob', () => {
  it.each<readonly [string, string, boolean]>([
    ['*.md', 'notes/today.md', true],
    ['*.md', 'notes/today.mdx', false],
    ['today.*', 'today.md', true],
    ['t?day.md', 'a/b/today.md', true],
    ['T?day.md', 'today.md', false],
    ['notes/*.md', 'notes/today.md', true],
    ['notes/*.md', 'notes/old/today.md', false],
    ['notes/**/*.md', 'notes/old/older/today.md', true],
    ['notes/**/*.md', 'notes/today.md', true],
    ['**/today.md', 'today.md', true],
    ['./notes/*', 'notes/x', true],
    ['src/**', 'src/a/b', true],
    ['src/**', 'other/a', false],
    ['*', '', true],
    ['a*b*c', 'axxbyyc', true],
    ['a*b*c', 'axxbyy', false],
    ['[a]', '[a]', true],
    ['[a]', 'a', false],
    ['ü?', 'ü😀', true],
  ])('%s for %s: %s', (pattern, path, expected) => {
    expect(matchGlob(pattern, path)).toBe(expected);
  });

  it('takes no longer for a pattern that is made to explode', () => {
    expect(matchGlob(`${'*a'.repeat(500)}b`, 'a'.repeat(1_000))).toBe(false);
    expect(matchGlob(`${'**/a/'.repeat(200)}b`, 'a/'.repeat(500))).toBe(false);
  });
});
