import { mkdir, open, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf, type Client } from '../support/client.ts';
import { createScene, type Scene } from '../support/scene.ts';

let scene: Scene;
let good: string;
beforeAll(async () => {
  scene = await createScene();
  good = scene.configText();
  const inState = (name: string): string => path.join(scene.stateDir, name);
  const outside = path.join(scene.root, 'outside');
  await mkdir(outside);
  await writeFile(path.join(outside, 'secret.json5'), '{ systemPrompt: "from outside" }');
  await symlink(path.join(outside, 'secret.json5'), inState('link.json5'));
  await writeFile(inState('a.json5'), '{ $include: "./b.json5" }');
  await writeFile(inState('b.json5'), '{ $include: "./a.json5" }');
});
afterAll(() => scene.dispose());

interface Expected {
  readonly code: string;
  readonly line?: number | undefined;
  readonly path?: string;
}

/** An agent that is not usable; everything beside it is. */
const brokenAgents = [
  ['a duplicate key', 'CONFIG_KEY_DUPLICATE', '{ "name": "a", "name": "b" }'],
  ['a cycle of includes', 'CONFIG_INCLUDE_CYCLE', '{ "$include": "./a.json5" }'],
  ['a link out of the folder', 'CONFIG_INCLUDE_OUTSIDE', '{ "$include": "./link.json5" }'],
  ['a missing variable', 'CONFIG_VARIABLE_MISSING', '{ "model": "$NO_SUCH_VARIABLE" }'],
] as const;

/** A file that is not usable at all. */
const brokenFiles = [
  ['20,000 nested brackets', 'CONFIG_TOO_DEEP', 1, () => '['.repeat(20_000)],
  ['50 MB of text', 'CONFIG_TOO_LARGE', undefined, undefined],
  ['nothing in it', 'CONFIG_EMPTY', undefined, () => ''],
  ['a list in it', 'CONFIG_ROOT_NOT_OBJECT', 1, () => '[]'],
  ['a bracket too many', 'CONFIG_TEXT_AFTER_END', 4, () => '{\n  "a": 1\n}\n}'],
] as const;

/** Each further agent takes one line, the first one line 3. */
function withAgents(agents: readonly string[]): string {
  const lines = agents.map((agent, index) => `    "other${index}": ${agent},\n`);
  return good.replace('  "agents": {\n', `  "agents": {\n${lines.join('')}`);
}

async function writeFileOf(text: (() => string) | undefined): Promise<void> {
  if (text) {
    await scene.saveConfig(text());
    return;
  }
  const file = await open(scene.configPath, 'w');
  const part = '// fifty megabytes of a comment\n'.repeat(32_768);
  for (let size = 0; size < 50 * 1024 * 1024; size += part.length) await file.write(part);
  await file.write(good);
  await file.close();
}

async function expectProblem(client: Client, expected: Expected): Promise<void> {
  const { problems } = await client.request('config.get', {});
  const problem = problems.find(({ code }) => code === expected.code);
  expect(problem, JSON.stringify(problems)).toMatchObject({ severity: 'error' });
  expect(problem?.hint.length).toBeGreaterThan(10);
  expect(problem?.file).toContain('.json');
  expect(problem?.path).toContain(expected.path ?? '');
  if (expected.line === undefined) return;
  expect(problem?.line).toBe(expected.line);
  expect(problem?.column).toBeGreaterThan(0);
}

async function expectWorking(client: Client): Promise<void> {
  const { agents } = await client.request('agents.list', {});
  expect(agents.map(({ id }) => id)).toEqual(['assistant']);
  expect(textOf((await client.ask('hello')).message)).toBe('echo: hello');
}

/** Saves; says what must be said; goes on; is mended by the next save. */
async function expectKeptOnSave(write: () => Promise<void>, expected: Expected): Promise<void> {
  const client = await scene.connect();
  await write();
  await client.event('config.changed', ({ problems }) =>
    problems.some(({ code }) => code === expected.code),
  );
  await expectProblem(client, expected);
  await expectWorking(client);
  await mend(client);
}

async function mend(client: Client): Promise<void> {
  await scene.saveConfig(good);
  await client.event('config.changed', ({ problems }) => problems.length === 0);
  await client.close();
}

describe('an agent with', () => {
  it.each(brokenAgents)('%s, saved: is off, nothing else is', async (_name, code, agent) => {
    const isElsewhere = code === 'CONFIG_INCLUDE_CYCLE';
    await expectKeptOnSave(() => scene.saveConfig(withAgents([agent])), {
      code,
      line: isElsewhere ? undefined : 3,
      path: 'agents.other0',
    });
  });

  it('any of them does not stop the start', async () => {
    await scene.end();
    await scene.saveConfig(withAgents(brokenAgents.map(([, , agent]) => agent)));
    await scene.start();
    const client = await scene.connect();
    for (const [index, [, code]] of brokenAgents.entries())
      await expectProblem(client, { code, path: `agents.other${index}` });
    await expectWorking(client);
    await mend(client);
  });
});

describe('a file with', () => {
  it.each(brokenFiles)('%s, saved: what runs goes on', async (_name, code, line, text) => {
    await expectKeptOnSave(() => writeFileOf(text), { code, line });
  });

  it.each(brokenFiles.slice(0, 2))(
    '%s does not stop the start: the last good version runs',
    async (_name, code, line, text) => {
      await scene.end();
      await writeFileOf(text);
      await scene.start();
      const client = await scene.connect();
      await expectProblem(client, { code, line });
      await expectWorking(client);
      await mend(client);
    },
  );
});

describe('a byte-order mark', () => {
  it('is fine, and stays through an edit', async () => {
    const client = await scene.connect();
    await scene.saveConfig(`\uFEFF${good.replace('test/echo', 'test/instant')}`);
    await client.event('config.changed', ({ changedPaths }) =>
      changedPaths.includes('agents.assistant.model'),
    );
    expect(textOf((await client.ask('hello')).message)).toBe('ok');
    const { problems, hash } = await client.request('config.get', {});
    expect(problems).toEqual([]);
    await client.request('config.edit', {
      edits: [{ op: 'set', path: 'agents.assistant.model', value: 'test/echo' }],
      baseHash: hash,
    });
    expect(await readFile(scene.configPath, 'utf8')).toBe(`\uFEFF${good}`);
    await client.close();
  });
});
