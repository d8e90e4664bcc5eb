import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findBroadRefusal, isListed, switchTool } from './switch-tool.ts';

const profiles = { safe: ['clock', 'calculate'], standard: ['clock', 'calculate', 'web_fetch'] };

describe('a switch of a tool', () => {
  it.each([
    [['clock', 'wait'], 'clock', false, ['wait']],
    [['@safe'], 'clock', false, ['@safe', '!clock']],
    [['@safe', 'clock'], 'clock', false, ['@safe', '!clock']],
    [['@safe', '!clock'], 'clock', true, ['@safe']],
    [['@safe'], 'shell', true, ['@safe', 'shell']],
    [['web_*'], 'web_fetch', false, ['web_*', '!web_fetch']],
    [['!shell', '!clock'], 'clock', true, ['!shell']],
    [['clock'], 'clock', true, ['clock']],
    [[], 'clock', true, ['clock']],
    [['clock'], 'clock', false, []],
  ])('makes of %j with %s %s %j', (list, name, isOn, wanted) => {
    expect(switchTool(list, name, isOn, profiles)).toEqual(wanted);
  });

  it('does what it says, changes nothing else, and comes back', () => {
    const names = ['clock', 'calculate', 'web_fetch', 'shell'];
    const entries = [...names, '@safe', '@standard', 'web_*', ...names.map((name) => `!${name}`)];
    const lists = fc.uniqueArray(fc.constantFrom(...entries), { maxLength: 6 });
    fc.assert(
      fc.property(lists, fc.constantFrom(...names), fc.boolean(), (list, name, isOn) => {
        const next = switchTool(list, name, isOn, profiles);
        expect(isListed(next, name, profiles)).toBe(isOn);
        const isOnlyRefusals = (each: readonly string[]): boolean =>
          each.every((entry) => entry.startsWith('!'));
        // A list of nothing but "!" means everything else: there one entry more changes the others.
        if (!isOnlyRefusals(list) && !isOnlyRefusals(next))
          for (const other of names.filter((each) => each !== name))
            expect(isListed(next, other, profiles)).toBe(isListed(list, other, profiles));
        expect(Math.abs(next.length - list.length)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('tells of an entry that it can not undo', () => {
    expect(findBroadRefusal(['@standard', '!web_*'], 'web_fetch', profiles)).toBe('!web_*');
    expect(findBroadRefusal(['@standard', '!web_fetch'], 'web_fetch', profiles)).toBeUndefined();
  });
});
