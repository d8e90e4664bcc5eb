import { expect, it } from 'vitest';
import { findFault, toForm, toMatch } from './rule-form.ts';
import type { RuleMatch } from './rules.ts';

it.each<RuleMatch>([
  {},
  { channel: 'home' },
  { channel: 'home', peer: 'group:-100' },
  { peer: 'direct:*' },
  { peer: 'group:*', group: '-5' },
  { peer: 'group:-100*' },
  { peer: 'channel:C1' },
  { peer: 'channel:*' },
  { parent: 'group:-1', role: 'admin', team: 'T', channel: 'work' },
])('comes back from the form as it was: %j', (match) => {
  const form = toForm(match, 'ada');
  expect(toMatch(form)).toEqual(match);
  expect(findFault(form)).toBeUndefined();
});

it('says what is missing', () => {
  const form = toForm({}, '');
  expect(findFault(form)).toBe('agent');
  const full = { ...form, agent: 'ada' };
  expect(findFault({ ...full, who: 'group' })).toBe('id');
  expect(findFault({ ...full, who: 'pattern', id: 'everybody' })).toBe('pattern');
  expect(findFault({ ...full, more: { ...full.more, parent: '5' } })).toBe('parent');
});
