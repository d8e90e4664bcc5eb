import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatPath, parsePath } from '../../shared/config/path.ts';
import { wellKnownProviderNames } from '../../shared/config/well-known-providers.ts';
import { errorRegistry } from '../../shared/errors/index.ts';
import { configErrors } from '../../shared/errors/registry/config.ts';
import { parseDotEnv } from './dot-env.ts';
import { expandText } from './expand.ts';
import { createHistory } from './history.ts';
import { describeConfig, listSettings } from './json-schema.ts';
import { keepFormat } from './keep-format.ts';
import { planChange } from './plan.ts';
import { isSecretPath, redactValue, secretDots } from './redact.ts';
import { renderSettingsReference } from './reference.ts';
import { editDistance, suggest } from './suggest.ts';
import { defaultConfig } from './validate/compose.ts';

describe('paths', () => {
  it.each([
    [['a', 'b', 0], 'a.b.0'],
    [['a', 'my.key', 'b'], 'a["my.key"].b'],
    [['', 'x'], '[""].x'],
    [['a', 'say "hi"'], String.raw`a["say \"hi\""]`],
  ])('%j is written and read as %s', (path, text) => {
    expect(formatPath(path)).toBe(text);
    expect(parsePath(text)).toEqual(path.map(String));
  });

  it('understands positions in brackets and refuses what is no path', () => {
    expect(parsePath('list[0].x')).toEqual(['list', '0', 'x']);
    for (const text of ['a..b', 'a b', 'a[', 'a[x]', '.', 'a.']) {
      expect(parsePath(text), text).toBeUndefined();
    }
  });
});

it('suggests the key that was meant, and none when nothing is near', () => {
  expect(suggest('modle', ['model', 'name'])).toBe('model');
  expect(suggest('TELEGRAM', ['telegram'])).toBe('telegram');
  expect(suggest('xyz', ['model', 'name'])).toBeUndefined();
  expect(editDistance('kitten', 'sitting')).toBe(3);
});

describe('variables', () => {
  const lookup = { env: { A: '1', AB: '$A' }, secrets: undefined, stateDir: '/s' };
  it.each([
    ['$A-${A}', '1-1'],
    ['$AB', '$A'],
    ['$$A', '$A'],
    ['$a ${a} $5 $', '$a ${a} $5 $'],
  ])('%s becomes %s', (text, expected) => {
    expect(expandText(text, lookup)).toBe(expected);
  });

  it('that are missing are named, also when they are called like parts of an object', () => {
    expect(() => expandText('$NO', lookup)).toThrow('NO is not set');
    expect(() => expandText('${secret:x}', lookup)).toThrow('no secret named x');
    expect(() => expandText('$__PROTO__', lookup)).toThrow('not set');
  });

  it('come from lines with quotes and comments', () => {
    expect(parseDotEnv('\ufeffA=1\n# no\nB="two words" # yes\nexport C=3\n')).toEqual({
      A: '1',
      B: 'two words',
      C: '3',
    });
  });
});

it('keeps mark and line ends of the file that is replaced', () => {
  expect(keepFormat('a\nb', '\ufeffx\r\ny\r\n')).toBe('\ufeffa\r\nb');
  expect(keepFormat('\ufeffa\n', 'x\n')).toBe('a\n');
  expect(keepFormat('a\r\nb', undefined)).toBe('a\r\nb');
});

it('plans nothing for nothing, and the whole entry when it comes or goes', () => {
  const before = defaultConfig();
  expect(planChange(before, defaultConfig())).toEqual({ changedPaths: [], effects: [] });
  const after = {
    ...before,
    channels: {},
    agents: { ...before.agents, b: before.agents['assistant']! },
  };
  expect(planChange(before, after).effects).toEqual([
    { path: 'agents.b', effect: 'agent', subject: 'b', code: 'agent.added' },
    { path: 'channels.web', effect: 'channel', subject: 'web', code: 'channel.removed' },
  ]);
});

it('knows secrets by the schema, and by their name where there is none', () => {
  const self = (instance: string): string => instance;
  expect(isSecretPath(['channels', 'telegram', 'token'], self)).toBe(true);
  expect(isSecretPath(['channels', 'discord', 'botToken'], self)).toBe(true);
  expect(isSecretPath(['models', 'providers', 'x', 'apiKey'], self)).toBe(true);
  expect(isSecretPath(['agents', 'a', 'maxOutputTokens'], self)).toBe(false);
  expect(isSecretPath(['agents', 'token', 'name'], self)).toBe(false);
  const value = { telegram: { token: '$T' }, discord: { token: 'abc', x: 1 } };
  expect(redactValue(value, ['channels'], self)).toEqual({
    telegram: { token: '$T' },
    discord: { token: secretDots, x: 1 },
  });
});

it('knows the same providers as the program that asks them', async () => {
  const { wellKnownProviders, offlineId, ollamaId } = await import('../providers/well-known.ts');
  const ids = [offlineId, ollamaId, ...wellKnownProviders.map(({ id }) => id)];
  expect([...wellKnownProviderNames].sort()).toEqual(ids.sort());
});

describe('history', () => {
  const entry = (hash: string) => ({ at: 1, author: 'a', hash, root: 'r', texts: { r: '{}' } });

  it('gives two writers at once two numbers and skips what is damaged', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'openclaw-history-'));
    const [one, two] = [createHistory(folder), createHistory(folder)];
    const numbers = await Promise.all([
      one.add(entry('1')),
      two.add(entry('2')),
      one.add(entry('3')),
    ]);
    expect([...numbers].sort()).toEqual([1, 2, 3]);
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    await writeFile(join(folder, '00000009.json'), '{ half');
    expect((await one.newest())?.version).toBe(3);
    expect((await one.list()).map(({ version }) => version)).toEqual([3, 2, 1]);
    expect(await one.add(entry('4'))).toBe(10);
    await rm(folder, { recursive: true });
  });
});

describe('what is generated', () => {
  it('describes every setting with title, help and effect', () => {
    const { schema, uiHints } = describeConfig();
    expect(schema).toHaveProperty('properties.gateway.properties.port.default', 18_789);
    expect(JSON.stringify(schema)).toContain('"secret":true');
    expect(uiHints['agents.*.model']).toMatchObject({ title: 'Model', effect: 'agent' });
    expect(uiHints['channels.*.token']).toMatchObject({ secret: true });
    expect(Object.keys(uiHints)).toHaveLength(listSettings().length);
  });

  it('lists them all in the reference', () => {
    const reference = renderSettingsReference();
    for (const { path } of listSettings()) expect(reference).toContain(`\`${path}\``);
  });
});

it('has an error for each code, with words for every place in it', () => {
  for (const [code, { message, hint }] of Object.entries(configErrors)) {
    expect(code).toMatch(/^CONFIG_/);
    expect(Object.keys(errorRegistry)).toContain(code);
    expect(message.length * hint.length).toBeGreaterThan(0);
  }
});
