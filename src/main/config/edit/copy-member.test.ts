import { expect, it } from 'vitest';
import { createTestConfig } from '../test-service.ts';
import { editText } from './edit-text.ts';
import { toPlainEdit } from './plain-edit.ts';

const copy = (path: string, to: string) => toPlainEdit({ op: 'copy', path, to });

it('copies the text of a value, comments and all, behind its neighbours', async () => {
  const text = `{
  channels: {
    tg: { // the bot
      token: '123:abc', /* secret */
      groups: [
        1,   2,
      ],
    },
    web: {},
  },
}
`;
  expect(await editText(text, [copy('channels.tg', 'second')])).toBe(
    text.replace(
      '    web: {},\n',
      `    web: {},
    second: { // the bot
      token: '123:abc', /* secret */
      groups: [
        1,   2,
      ],
    },
`,
    ),
  );
});

it.each([
  ['{ a: 1 }', '{ a: 1, b: 1 }'],
  ['{ a: {x:1 /* y */} }', '{ a: {x:1 /* y */}, b: {x:1 /* y */} }'],
  [
    '{\n  "a": {\n    "x": "1"\n  }\n}',
    '{\n  "a": {\n    "x": "1"\n  },\n  "b": {\n    "x": "1"\n  }\n}',
  ],
  [
    "{\n  a: { t: 'one\\\n  two' },\n}",
    "{\n  a: { t: 'one\\\n  two' },\n  b: { t: 'one\\\n  two' },\n}",
  ],
])('copies in %j', async (before, after) => {
  expect(await editText(before, [copy('a', 'b')])).toBe(after);
});

it('refuses a name that is taken and a value that is not there', async () => {
  await expect(editText('{ a: 1, b: 2 }', [copy('a', 'b')])).rejects.toMatchObject({
    code: 'CONFIG_EDIT_INVALID',
  });
  await expect(editText('{ a: 1 }', [copy('c', 'b')])).rejects.toMatchObject({
    code: 'CONFIG_PATH_MISSING',
  });
  await expect(editText('{ a: [1] }', [copy('a[0]', 'b')])).rejects.toMatchObject({
    code: 'CONFIG_PATH_MISSING',
  });
});

it('gives a copy of what is included a text of its own, secrets included', async () => {
  const config = await createTestConfig({
    'openclaw.json': "{\n  channels: {\n    telegram: { $include: './parts/tg.json5' },\n  },\n}\n",
    'parts/tg.json5': "{\n  // from the includes\n  token: '1:secret',\n  agent: 'assistant',\n}\n",
  });
  const { hash } = await config.service.start();
  const edits = [
    { op: 'copy', path: 'channels.telegram', to: 'second' },
    { op: 'set', path: 'channels.second.type', value: 'telegram' },
  ] as const;
  const preview = await config.service.plan({ edits });
  expect(preview.files.map(({ file }) => file)).toEqual(['openclaw.json']);
  expect(preview.files[0]?.raw).toContain('// from the includes');
  expect(JSON.stringify(preview)).not.toContain('1:secret');
  expect(preview.openSecrets.map(({ path }) => path)).toEqual([
    'channels.second.token',
    'channels.telegram.token',
  ]);
  await config.service.edit({ edits, baseHash: hash });
  expect(config.service.current().config.channels['second']).toMatchObject({ token: '1:secret' });
  await config.close();
});

it('prints what is put together from several files', async () => {
  const config = await createTestConfig({
    'openclaw.json': "{ agents: { a: { $include: './a.json5', name: 'A' } } }",
    'a.json5': "{ systemPrompt: 'x' /* lost */ }",
  });
  const { hash } = await config.service.start();
  await config.service.edit({ edits: [{ op: 'copy', path: 'agents.a', to: 'b' }], baseHash: hash });
  expect((await config.service.get()).raw).toBe(
    "{ agents: { a: { $include: './a.json5', name: 'A' }, b: { systemPrompt: 'x', name: 'A' } } }",
  );
  await config.close();
});
