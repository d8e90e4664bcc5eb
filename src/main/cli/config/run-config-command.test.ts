import { mkdtemp, readFile, rm, writeFile, access } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../platform/clock.ts';
import { runConfigCommand } from './run-config-command.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openclaw-cli-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const root = (): string => join(folder, 'openclaw.json');

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runConfigCommand(args, {
    io: { stdout: (line) => void out.push(line), stderr: (line) => void err.push(line) },
    configPath: root(),
    stateDir: folder,
    env: { TOKEN: '1:very-secret' },
    clock: systemClock,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

it('validates, with places and fixes', async () => {
  expect(await run('validate')).toEqual({ code: 0, out: 'valid', err: '' });
  await writeFile(root(), '{\n  gatway: {},\n  gateway: { port: 0 } }');
  const { code, out, err } = await run('validate');
  expect({ code, out }).toEqual({ code: 1, out: 'errors: 1, warnings: 1' });
  expect(err).toContain('openclaw.json:2:3 warning: There is no setting gatway.');
  expect(err).toContain('Did you mean "gateway"?');
  expect(JSON.parse((await run('validate', '--json')).out)).toMatchObject({ ok: false });
});

it('leaves no trace when it only reads', async () => {
  await writeFile(root(), '{}');
  for (const args of [['validate'], ['get'], ['explain', 'gateway.port'], ['history']]) {
    expect((await run(...args)).code).toBe(0);
  }
  await expect(access(join(folder, 'history'))).rejects.toThrow('ENOENT');
});

it('sets, gets and takes out', async () => {
  await writeFile(root(), '{\n  // mine\n  gateway: { name: "a" },\n}\n');
  expect(await run('set', 'gateway.port', '4000')).toMatchObject({
    code: 0,
    out: 'gateway.port: the port is bound again',
  });
  expect((await run('set', 'gateway.name', '007')).code).toBe(0);
  expect((await run('set', 'agents.a.model', 'openai/gpt-5')).code).toBe(0);
  expect(await readFile(root(), 'utf8')).toBe(
    '{\n  // mine\n  gateway: { name: "007", port: 4000 },\n  agents: {\n    a: {\n      model: "openai/gpt-5",\n    },\n  },\n}\n',
  );
  expect((await run('get', 'gateway.port')).out).toBe('4000');
  expect((await run('get', 'agents.a.model')).out).toBe('openai/gpt-5');
  expect((await run('unset', 'gateway.port')).code).toBe(0);
  expect((await run('get', 'gateway.port')).out).toBe('18789');
  expect(await run('get', 'no.such')).toMatchObject({ code: 1, out: '' });
});

it('refuses a value that is not valid, unless forced', async () => {
  await writeFile(root(), '{}');
  const refused = await run('set', 'gateway.port', '-5', '--json');
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.out)).toMatchObject({ error: { code: 'CONFIG_WRITE_INVALID' } });
  expect(await readFile(root(), 'utf8')).toBe('{}');
  expect((await run('set', 'gateway.port', '-5', '--force')).code).toBe(0);
});

it('never shows a secret', async () => {
  await writeFile(
    root(),
    '{ channels: { telegram: { token: "$TOKEN" }, b: { type: "telegram", token: "2:open" } } }',
  );
  for (const args of [
    ['get'],
    ['get', 'channels.telegram.token'],
    ['explain', 'channels.telegram.token'],
    ['explain', 'channels.b'],
  ]) {
    const { code, out } = await run(...args);
    expect(code).toBe(0);
    expect(out).not.toMatch(/very-secret|2:open/);
    expect(out).toContain('••••');
  }
  expect((await run('explain', 'channels.telegram.token')).out).toContain(
    'from the environment (TOKEN)',
  );
});

it('plans, keeps a history and restores', async () => {
  await writeFile(root(), '{ gateway: { port: 4000 } }');
  await run('set', 'gateway.port', '4001');
  await writeFile(join(folder, 'new.json5'), '{ gateway: { port: 4002 }, agents: { a: {} } }');
  expect((await run('plan', join(folder, 'new.json5'))).out).toBe(
    'gateway.port: the port is bound again\nagents.assistant: agent assistant is removed\nagents.a: agent a is added',
  );
  expect((await run('history')).out).toMatch(/^2 .* cli .*\n1 .* file /);
  expect((await run('restore', '1')).code).toBe(0);
  expect(await readFile(root(), 'utf8')).toBe('{ gateway: { port: 4000 } }');
  expect((await run('restore', '77')).code).toBe(1);
  expect((await run('plan', join(folder, 'none'))).code).toBe(1);
});

it('prints the schema, and the usage when it does not understand', async () => {
  expect(JSON.parse((await run('schema')).out)).toHaveProperty('properties.gateway');
  expect(await run('frobnicate')).toMatchObject({ code: 2, out: '' });
  expect((await run('set', 'x')).err).toContain('set PATH VALUE');
});
