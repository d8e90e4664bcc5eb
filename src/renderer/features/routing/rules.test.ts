import { expect, it } from 'vitest';
import { compareRules } from './rule-changes.ts';
import {
  hidingRule,
  inOrder,
  neighbourOf,
  placeNow,
  readRules,
  swapped,
  withRule,
} from './rules.ts';

const written = [
  { match: { channel: 'home' }, agent: 'ada' },
  { match: { peer: 'group:*' }, agent: 'cook' },
  { match: { channel: 'home', peer: 'group:-1' }, agent: 'bob' },
  { match: { channel: 'home', peer: 'direct:7' }, agent: 'ada' },
  'nonsense',
];
const rules = readRules(written);
const at = (position: number) => {
  const found = rules.find((rule) => rule.position === position);
  if (!found) throw new Error(`no rule ${position}`);
  return found;
};

it('reads what can be read, in the order in which it counts', () => {
  expect(rules).toHaveLength(4);
  expect(inOrder(rules).map(({ position }) => position)).toEqual([2, 3, 1, 0]);
});

it('moves a rule among those that are equally specific', () => {
  expect(neighbourOf(rules, at(2), 1)?.position).toBe(3);
  expect(neighbourOf(rules, at(2), -1)).toBeUndefined();
  expect(neighbourOf(rules, at(3), 1)).toBeUndefined();
  expect(swapped(written, 2, 3).slice(2, 4)).toEqual([written[3], written[2]]);
});

it('sees which rule never decides', () => {
  const list = withRule(written, { match: { channel: 'home', peer: 'direct:7' }, agent: 'bob' });
  const all = readRules(list);
  const last = all.at(-1);
  if (!last) throw new Error('no rule');
  expect(hidingRule(all, last, () => true)?.position).toBe(3);
  expect(hidingRule(all, last, (agent) => agent !== 'ada')).toBeUndefined();
  expect(hidingRule(rules, at(0), () => true)).toBeUndefined();
});

it('changes a rule and leaves the rest of its entry', () => {
  const list = [{ match: { channel: 'home' }, agent: 'ada', note: 'mine' }];
  expect(withRule(list, { match: { peer: 'direct:1' }, agent: 'bob' }, 0)).toEqual([
    { match: { peer: 'direct:1' }, agent: 'bob', note: 'mine' },
  ]);
});

it('finds a rule again where somebody else put others around it', () => {
  expect(placeNow(written, 1, written)).toBe(1);
  expect(placeNow(written, 1, [{ match: {}, agent: 'eve' }, ...written])).toBe(2);
  expect(
    placeNow(
      written,
      1,
      written.filter((_, index) => index !== 1),
    ),
  ).toBeUndefined();
});

it('says what is pending, rule by rule', () => {
  const said = (pending: readonly unknown[]) => {
    const { changes, removed } = compareRules(written, pending);
    return [[...changes], removed.map(({ rule }) => rule.position)];
  };
  expect(said(written)).toEqual([[], []]);
  expect(said([...written, { match: {}, agent: 'bob' }])).toEqual([[[5, 'new']], []]);
  expect(said(withRule(written, { match: {}, agent: 'bob' }, 1))).toEqual([[[1, 'changed']], []]);
  expect(said(written.filter((_, index) => index !== 1))).toEqual([[], [1]]);
  expect(said(swapped(written, 2, 3))).toEqual([
    [
      [2, 'moved'],
      [3, 'moved'],
    ],
    [],
  ]);
  const list = [written[2], written[1], written[3]];
  const { changes } = compareRules(list, swapped(list, 0, 2));
  expect([...changes.keys()]).toEqual([0, 2]);
});
