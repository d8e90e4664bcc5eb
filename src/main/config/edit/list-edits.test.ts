import { expect, it } from 'vitest';
import { createTestConfig } from '../test-service.ts';
import { editText } from './edit-text.ts';
import { toPlainEdit } from './plain-edit.ts';

const set = (value: unknown) => [toPlainEdit({ op: 'set', path: 'a', value })];
const remove = (place: number) => [toPlainEdit({ op: 'delete', path: ['a', place] })];

const rules = `{
  // Who answers whom.
  a: [ // in this order

    // A heading.

    // the family
    // (and friends)
    { of: 'home', to: 1 }, // since March
    /* work */ { of: 'work',
      to: 2 },
    { of: 'rest', to: 3 } // all the others
    // the end
  ],
}
`;
const [home, work, rest] = [
  { of: 'home', to: 1 },
  { of: 'work', to: 2 },
  { of: 'rest', to: 3 },
];

it('moves an entry with the comments that are its own', async () => {
  expect(await editText(rules, set([rest, work, home]))).toBe(`{
  // Who answers whom.
  a: [ // in this order

    // A heading.

    { of: 'rest', to: 3 }, // all the others
    /* work */ { of: 'work',
      to: 2 },
    // the family
    // (and friends)
    { of: 'home', to: 1 } // since March
    // the end
  ],
}
`);
});

it('changes and moves at once, and takes out with its comments', async () => {
  expect(await editText(rules, set([{ of: 'rest', to: 4 }, work]))).toBe(`{
  // Who answers whom.
  a: [ // in this order

    // A heading.

    { of: 'rest', to: 4 }, // all the others
    /* work */ { of: 'work',
      to: 2 }
    // the end
  ],
}
`);
});

it.each([
  ['{ a: [1, /* two */ 2, 3 /* three */] }', [3, 2, 1], '{ a: [3 /* three */, /* two */ 2, 1] }'],
  ['{ a: [1, 2 /* b */, 3,] }', [2, 1, 3], '{ a: [2 /* b */, 1, 3,] }'],
  ['{ a: [\n  1 // one\n  , 2 // two\n] }', [2, 1], '{ a: [\n  2 // two\n  , 1 // one\n] }'],
  ['{ a: [\r\n 1, // x\r\n 2\r\n] }', [2, 1], '{ a: [\r\n 2,\r\n 1 // x\r\n] }'],
  ['{ a: [\n  1, // x\n  2 ] }', [2, 1], '{ a: [\n  2,\n  1 // x\n   ] }'],
  ['{ a: [1, 2] }', [1, 7, 2], '{ a: [1, 7, 2] }'],
  [
    '{ a: [\n  1,\n  // two\n  2\n] }',
    [7, 1, 8, 2, 9],
    '{ a: [\n  7,\n  1,\n  8,\n  // two\n  2,\n  9\n] }',
  ],
  ['{ a: [1, /* x */ 1, 2] }', [2, 1, 1], '{ a: [2, 1, /* x */ 1] }'],
])('writes %j as %j', async (before, value, after) => {
  expect(await editText(before, set(value))).toBe(after);
});

it.each([
  ['{ a: [1, /* two */ 2, 3] }', 1, '{ a: [1, 3] }'],
  ['{ a: [1, 2, // two\n  3] }', 1, '{ a: [1,\n  3] }'],
  ['{ a: [1, 2 /* two */] }', 1, '{ a: [1] }'],
  ['{ a: [\n  // one\n  1, // beside\n\n  // two\n  2\n] }', 0, '{ a: [\n\n  // two\n  2\n] }'],
  [
    '{ a: [\n  // one\n  1, // beside\n  // two\n  2\n] }',
    1,
    '{ a: [\n  // one\n  1 // beside\n] }',
  ],
  ['{ a: [\n  // heading\n\n  1,\n] }', 0, '{ a: [\n  // heading\n\n] }'],
  ['{ a: [\n  1 // one\n  , 2 // two\n] }', 0, '{ a: [\n   2 // two\n] }'],
])('takes out of %j entry %j', async (before, place, after) => {
  expect(await editText(before, remove(place))).toBe(after);
});

it('brings a moved and a removed rule back byte by byte', async () => {
  const text = `{
  agents: { a: { default: true }, b: {} },
  bindings: [
    // first
    { match: { peer: 'direct:1' }, agent: 'a' }, // one

    // second
    { agent: 'b', match: { peer: 'direct:2' } },
  ],
}
`;
  const config = await createTestConfig({ 'openclaw.json': text });
  await config.service.start();
  const raw = async (): Promise<string> => (await config.service.get()).raw;
  const bindings = (place: number) => ({
    match: { peer: `direct:${place}` },
    agent: place === 1 ? 'a' : 'b',
  });
  for (const value of [[bindings(2), bindings(1)], [bindings(2)]]) {
    const { hash } = await config.service.get();
    const before = (await config.service.history())[0]?.version ?? 0;
    const edits = [{ op: 'set', path: 'bindings', value } as const];
    const { version } = await config.service.edit({ edits, baseHash: hash });
    expect(await raw()).not.toBe(text);
    await config.service.undo({ version, before });
    expect(await raw()).toBe(text);
  }
  await config.close();
});

it('keeps entries in their files where a list comes from several', async () => {
  const config = await createTestConfig({
    'openclaw.json':
      "{ $include: './more.json5', bindings: [{ match: {}, agent: 'a' }], agents: { a: { default: true }, b: {} } }",
    'more.json5': "{ bindings: [{ match: { peer: 'direct:1' }, agent: 'b' }] }",
  });
  const { hash } = await config.service.start();
  const value = [
    { match: {}, agent: 'a' },
    { match: { peer: 'direct:1' }, agent: 'b' },
  ];
  await config.service.edit({ edits: [{ op: 'set', path: 'bindings', value }], baseHash: hash });
  expect(config.service.current().config.bindings).toMatchObject(value);
  await config.close();
});
