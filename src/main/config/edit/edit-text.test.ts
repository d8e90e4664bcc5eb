import { expect, it } from 'vitest';
import { editText } from './edit-text.ts';
import { toPlainEdit } from './plain-edit.ts';

const set = (path: string, value: unknown) => toPlainEdit({ op: 'set', path, value });
const remove = (path: string) => toPlainEdit({ op: 'delete', path });

it('changes one value and no other byte', async () => {
  const text = "{\r\n  // the port\r\n  port: 18789, // usual\r\n  'name' : 'Home',\r\n}\r\n";
  expect(await editText(text, [set('port', 80)])).toBe(text.replace('18789', '80'));
  expect(await editText(text, [set('name', "it's")])).toBe(text.replace('Home', "it\\'s"));
});

it.each([
  ['{}', '{\n  b: 2,\n}'],
  ['{ a: 1 }', '{ a: 1, b: 2 }'],
  ['{ a: 1, }', '{ a: 1, b: 2, }'],
  ['{ a: 1 /* x */ }', '{ a: 1, b: 2 /* x */ }'],
  ['{ a: 1 // x\n}', '{ a: 1, b: 2 // x\n}'],
  ['{\n  a: 1\n}', '{\n  a: 1,\n  b: 2\n}'],
  ['{\n\ta: 1, // x\n\n\t// end\n}\n', '{\n\ta: 1, // x\n\tb: 2,\n\n\t// end\n}\n'],
  ['{\n  a: 1 // x\n}', '{\n  a: 1, // x\n  b: 2\n}'],
  ['{\n  "a": 1\n}', '{\n  "a": 1,\n  "b": 2\n}'],
  ["{\r\n  'a': 1,\r\n}", "{\r\n  'a': 1,\r\n  'b': 2,\r\n}"],
  ['{\n  // nothing yet\n}', '{\n  // nothing yet\n  b: 2,\n}'],
  ['\ufeff{ a: 1 }', '\ufeff{ a: 1, b: 2 }'],
])('adds a setting in the style of %j', async (before, after) => {
  expect(await editText(before, [set('b', 2)])).toBe(after);
});

it('writes what is missing on the way', async () => {
  const text = '{\n  agents: {\n    a: {},\n  },\n}\n';
  expect(await editText(text, [set('agents.b.budget.dailyCost', 1.5)])).toBe(
    '{\n  agents: {\n    a: {},\n    b: {\n      budget: {\n        dailyCost: 1.5,\n      },\n    },\n  },\n}\n',
  );
});

it.each([
  ['{ a: 1, b: 2 }', 'a', '{ b: 2 }'],
  ['{ a: 1, b: 2 }', 'b', '{ a: 1 }'],
  ['{ a: 1 }', 'a', '{ }'],
  ['{\n  // of a\n  a: 1, // beside a\n  b: 2,\n}', 'a', '{\n  // of a\n  // beside a\n  b: 2,\n}'],
  ['{\n  a: 1,\n  b: 2\n}', 'b', '{\n  a: 1\n}'],
  ['{\n  a: 1,\n  b: {\n    c: 1\n  },\n}', 'b', '{\n  a: 1,\n}'],
  ['{ a: [1, 2, 3] }', 'a.1', '{ a: [1, 3] }'],
  ['{ a: [1, 2, 3] }', 'a[2]', '{ a: [1, 2] }'],
])('takes out of %j %s', async (before, path, after) => {
  expect(await editText(before, [remove(path)])).toBe(after);
});

it('changes only what differs inside an object', async () => {
  const text = '{ a: { /* keep */ x: 1, y: [1, /* two */ 2, 3], z: 0 } }';
  const value = { x: 1, y: [1, 2, 3, 4], w: null };
  expect(await editText(text, [set('a', value)])).toBe(
    '{ a: { /* keep */ x: 1, y: [1, /* two */ 2, 3, 4], w: null } }',
  );
});

it('renames a key and appends to a list', async () => {
  const edits = [
    toPlainEdit({ op: 'rename', path: 'a', to: 'my-key' }),
    toPlainEdit({ op: 'append', path: '["my-key"]', value: 'x' }),
    toPlainEdit({ op: 'append', path: 'new', value: 1 }),
  ];
  expect(await editText('{ a: [], }', edits)).toBe('{ "my-key": ["x"], "new": [1], }');
});

it('refuses what it cannot do, with a code', async () => {
  await expect(editText('{ a: 1 }', [remove('b')])).rejects.toMatchObject({
    code: 'CONFIG_PATH_MISSING',
  });
  await expect(editText('{ a: 1 }', [set('a.b', 1)])).rejects.toMatchObject({
    code: 'CONFIG_PATH_MISSING',
  });
  await expect(
    editText('{ a: 1, b: 1 }', [toPlainEdit({ op: 'rename', path: 'a', to: 'b' })]),
  ).rejects.toMatchObject({ code: 'CONFIG_EDIT_INVALID' });
  expect(() => set('__proto__.x', 1)).toThrow('not allowed');
  expect(() => set('a', { $include: 'x' })).toThrow('cannot be changed');
  expect(() => set('a', () => 1)).toThrow('function');
});
