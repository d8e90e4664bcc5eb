import { expect, it } from 'vitest';
import { groupEffects, nameFirst } from './group-effects.ts';

const many = (code: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ code, subject: `${code}-${index + 1}` }));

it('sums up many of a kind, and says a few one by one', () => {
  const groups = groupEffects([...many('agent', 60), ...many('channel', 4)]);
  expect(groups.map(({ code, isFolded }) => [code, isFolded])).toEqual([
    ['agent', true],
    ['channel', false],
  ]);
  expect(groups[0]?.subjects).toHaveLength(60);
});

it('keeps the order of the kinds and of what is of a kind', () => {
  const lines = [...many('b', 1), ...many('a', 2), { code: 'b', subject: 'last' }];
  expect(groupEffects(lines).map(({ subjects }) => subjects)).toEqual([
    ['b-1', 'last'],
    ['a-1', 'a-2'],
  ]);
});

it('names the first two', () => {
  expect(nameFirst(['x', 'y', 'z'])).toBe('x, y …');
});
