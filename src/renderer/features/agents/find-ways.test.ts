import { expect, it } from 'vitest';
import { findWays } from './find-ways.ts';

const config = {
  channels: {
    web: { type: 'web' },
    home: { type: 'telegram' },
    work: { type: 'telegram', agent: 'clerk' },
  },
  bindings: [
    { agent: 'clerk', match: { channel: 'home', peer: 'group:-1' } },
    { agent: 'cook', match: { peer: 'direct:*' } },
  ],
};

it('finds every way to an agent, rules first', () => {
  expect(findWays(config, 'clerk', 'cook')).toEqual([
    { kind: 'binding', index: 0, match: expect.objectContaining({ peer: 'group:-1' }) as unknown },
    { kind: 'channel', channel: 'work' },
  ]);
});

it('gives what nobody names to the default agent', () => {
  const kinds = findWays(config, 'cook', 'cook').map(({ kind }) => kind);
  expect(kinds).toEqual(['binding', 'default']);
  expect(findWays(config, 'other', 'cook')).toEqual([]);
  expect(findWays(undefined, 'cook', 'cook')).toEqual([]);
});
