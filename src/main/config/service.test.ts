import { readFile, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { secretDots } from './redact.ts';
import { createConfigService } from './service.ts';
import { createTestConfig, type TestConfig } from './test-service.ts';

let made: TestConfig | undefined;
afterEach(async () => {
  await made?.close();
  made = undefined;
});

async function start(
  files: Record<string, string>,
  deps?: Parameters<typeof createTestConfig>[1],
): Promise<TestConfig> {
  made = await createTestConfig(files, deps);
  await made.service.start();
  return made;
}

const codes = ({ service }: TestConfig): string[] =>
  service.current().problems.map(({ code, path }) => `${code} ${path}`);
const text = ({ folder }: TestConfig, name = 'openclaw.json'): Promise<string> =>
  readFile(join(folder, name), 'utf8');

describe('start', () => {
  it('works without a file: one agent and the page', async () => {
    const { service } = await start({});
    const { config, problems, version } = service.current();
    expect(Object.keys(config.agents)).toEqual(['assistant']);
    expect(config.agents['assistant']?.default).toBe(true);
    expect(config.channels['web']).toMatchObject({ type: 'web', enabled: true });
    expect({ problems, version }).toEqual({ problems: [], version: 0 });
    expect(config.agents['constructor']).toBeUndefined();
  });

  it('has the defaults before it is started', async () => {
    made = await createTestConfig({ 'openclaw.json': '{ gateway: { port: 1 } }' });
    expect(made.service.current().config.gateway.port).toBe(18_789);
  });

  it('switches off only what is bad, and names the place', async () => {
    const config = await start({
      'openclaw.json': `{
  agents: { good: {}, bad: { timeoutSeconds: "x" } },
  channels: { tg: { type: "telegram", token: "$NO_SUCH" } },
  session: { dailyResetHour: 25 },
  gateway: { port: 4000, auth: { token: "short" } },
}`,
    });
    const { config: running } = config.service.current();
    expect(Object.keys(running.agents)).toEqual(['good']);
    expect(Object.keys(running.channels)).toEqual(['web']);
    expect(running.gateway).toMatchObject({ port: 4000, auth: {} });
    expect(config.service.current().problems).toContainEqual(
      expect.objectContaining({ code: 'CONFIG_VARIABLE_MISSING', line: 3, column: 46 }),
    );
    expect(codes(config)).toEqual([
      'CONFIG_VALUE_INVALID gateway.auth.token',
      'CONFIG_VALUE_INVALID agents.bad.timeoutSeconds',
      'CONFIG_VARIABLE_MISSING channels.tg.token',
      'CONFIG_VALUE_INVALID session.dailyResetHour',
    ]);
  });

  it('runs the last good version when the file does not parse, and says so', async () => {
    const config = await start({ 'openclaw.json': '{ gateway: { port: 4001 } }' });
    await config.service.stop();
    await config.write('openclaw.json', '{ gateway: { port: 4002 ');
    const { config: running, problems, version, hash, appliedHash } = await config.again().start();
    expect(running.gateway.port).toBe(4001);
    expect(version).toBe(1);
    expect(hash).not.toBe(appliedHash);
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['CONFIG_BRACKET_OPEN', 1],
      ['CONFIG_USING_HISTORY', undefined],
    ]);
  });

  it.each([
    ['a word', 'nonsense', 'CONFIG_WORD_UNQUOTED'],
    ['nothing', '', 'CONFIG_EMPTY'],
    ['a list', '[1]', 'CONFIG_ROOT_NOT_OBJECT'],
    ['20,000 brackets', '['.repeat(20_000), 'CONFIG_TOO_DEEP'],
    ['an include of itself', '{ $include: "./openclaw.json" }', 'CONFIG_INCLUDE_CYCLE'],
  ])('runs the defaults when there is nothing better than %s', async (_, root, code) => {
    const config = await start({ 'openclaw.json': root });
    expect(config.service.current().config.gateway.port).toBe(18_789);
    expect(codes(config)).toEqual([`${code} `, 'CONFIG_USING_DEFAULTS ']);
  });

  it('refuses 50 MB without reading them, UTF-16 and what is not a file', async () => {
    const config = await start({});
    await config.write('openclaw.json', Buffer.alloc(50_000_000, 0x20));
    await config.service.reload();
    expect(codes(config)).toEqual(['CONFIG_TOO_LARGE ']);
    await config.write('openclaw.json', Buffer.from('\ufeff{}', 'utf16le'));
    await config.service.reload();
    expect(codes(config)).toEqual(['CONFIG_NOT_UTF8 ']);
    await rm(join(config.folder, 'openclaw.json'));
    await config.write('openclaw.json/x', '');
    await config.service.reload();
    expect(codes(config)).toEqual(['CONFIG_UNREADABLE ']);
  });

  it('takes variables from .env, which overrides nothing', async () => {
    const config = await start(
      {
        '.env': 'PORT=4005\nNAME="from file"\n',
        'openclaw.json':
          '{ gateway: { port: "$PORT", name: "${NAME}$$" }, agents: { a: { systemPrompt: "$PORT" } } }',
      },
      { env: { NAME: 'set' } },
    );
    const { gateway, agents } = config.service.current().config;
    expect(gateway).toMatchObject({ port: 4005, name: 'set$' });
    expect(agents['a']?.systemPrompt).toBe('$PORT');
    expect(config.service.environment()).toEqual({ PORT: '4005', NAME: 'set' });
  });

  it('reads secrets from the store it is given', async () => {
    const secrets = { read: (name: string) => (name === 'tg' ? '123:abc' : undefined) };
    const root =
      '{ channels: { telegram: { token: "${secret:tg}" }, t2: { type: "telegram", token: "${secret:no}" } } }';
    const config = await start({ 'openclaw.json': root }, { secrets });
    expect(config.service.current().config.channels['telegram']).toMatchObject({
      token: '123:abc',
    });
    expect(codes(config)).toEqual(['CONFIG_SECRET_MISSING channels.t2.token']);
    expect(JSON.stringify(await config.service.get())).not.toContain('123:abc');
  });
});

describe('a save', () => {
  it('is applied, and planned by its smallest effect', async () => {
    const config = await start({
      'openclaw.json':
        '{ agents: { a: { model: "openai/x" } }, channels: { telegram: { token: "1:a" } } }',
    });
    const event = config.nextEvent();
    await config.write(
      'openclaw.json',
      '{ agents: { a: { model: "openai/y" }, b: {} }, channels: { telegram: { token: "1:b" } }, gateway: { port: 4000, name: "x" } }',
    );
    const { effects, author, version, changedPaths } = await event;
    expect(effects.map(({ path, effect, subject, code }) => [path, effect, subject, code])).toEqual(
      [
        ['gateway.port', 'listener', undefined, 'listener.re-bound'],
        ['gateway.name', 'none', undefined, 'live'],
        ['agents.a.model', 'agent', 'a', 'agent.next-turn'],
        ['agents.b', 'agent', 'b', 'agent.added'],
        ['channels.telegram.token', 'channel', 'telegram', 'channel.restarted'],
      ],
    );
    expect(changedPaths).toHaveLength(5);
    expect({ author, version }).toEqual({ author: 'file', version: 2 });
  });

  it('of a bad section keeps its running version', async () => {
    const config = await start({
      'openclaw.json': '{ agents: { a: { maxSteps: 7 } }, session: { dailyResetHour: 4 } }',
    });
    const event = config.nextEvent();
    await config.write(
      'openclaw.json',
      '{ agents: { a: { maxSteps: "many" }, b: {} }, session: { dailyResetHour: 99 } }',
    );
    expect((await event).changedPaths).toEqual(['agents.b']);
    const { agents, session } = config.service.current().config;
    expect(agents['a']?.maxSteps).toBe(7);
    expect(session.dailyResetHour).toBe(4);
    expect(config.service.explain('agents.a.maxSteps')).toMatchObject({ status: 'kept', value: 7 });
  });

  it('that does not parse leaves everything running and is told', async () => {
    const config = await start({ 'openclaw.json': '{ gateway: { port: 4000 } }' });
    const event = config.nextEvent();
    await config.write('openclaw.json', '{ gateway: { port: 4001 ');
    expect(await event).toMatchObject({ isApplicable: false, changedPaths: [], version: 1 });
    expect(config.service.current().config.gateway.port).toBe(4000);
    const mended = config.nextEvent();
    await config.write('openclaw.json', '{ gateway: { port: 4001 } }');
    expect(await mended).toMatchObject({ isApplicable: true, problems: [], version: 2 });
  });

  it('with a bad guard closes it instead of keeping what was open', async () => {
    const config = await start({
      'openclaw.json': `{ gateway: { auth: { token: "${'x'.repeat(20)}" } }, agents: { a: { tools: ["code"] } },
        channels: { telegram: { token: "1:a", access: { direct: "open" } } } }`,
    });
    expect(config.service.current().config.channels['telegram']?.access.direct).toBe('open');
    const event = config.nextEvent();
    await config.write(
      'openclaw.json',
      `{ gateway: { auth: { token: "$GONE" } }, agents: { a: { tools: "none" } },
        channels: { telegram: { token: "1:a", access: { direct: "alowlist" } } } }`,
    );
    await event;
    const running = config.service.current().config;
    expect(running.channels['telegram']).toBeUndefined();
    expect(running.gateway.auth).toEqual({});
    expect(running.agents['a']?.tools).toEqual([]);
  });

  it('of an include, of .env and of a missing include that appears is noticed', async () => {
    const config = await start({
      'openclaw.json':
        '{ agents: { a: { $include: "./agents/a.json5" } }, gateway: { name: "$NAME" } }',
      'agents/other.json5': '',
      '.env': 'NAME=one',
    });
    expect(codes(config)).toContain('CONFIG_INCLUDE_MISSING agents.a');
    let event = config.nextEvent();
    await config.write('agents/a.json5', '{ maxSteps: 3 }');
    expect((await event).changedPaths).toEqual(['agents.a']);
    event = config.nextEvent();
    await config.write('agents/a.json5', '{ maxSteps: 4 }');
    expect((await event).changedPaths).toEqual(['agents.a.maxSteps']);
    event = config.nextEvent();
    await config.write('.env', 'NAME=two');
    expect((await event).changedPaths).toEqual(['gateway.name']);
  });

  it('that removes the file changes nothing until the next start', async () => {
    const config = await start({ 'openclaw.json': '{ gateway: { port: 4000 } }' });
    const event = config.nextEvent();
    await rm(join(config.folder, 'openclaw.json'));
    expect((await event).problems.map(({ code }) => code)).toEqual(['CONFIG_FILE_GONE']);
    expect(config.service.current().config.gateway.port).toBe(4000);
    const later = await config.again().start();
    expect(later.config.gateway.port).toBe(18_789);
    expect(later.problems.map(({ code }) => code)).toEqual(['CONFIG_FILE_GONE']);
  });
});

describe('a write', () => {
  it('needs the hash of what it is based on', async () => {
    const { service } = await start({ 'openclaw.json': '{}' });
    const edits = [{ op: 'set', path: 'gateway.port', value: 4000 }] as const;
    await expect(service.edit({ edits })).rejects.toMatchObject({ code: 'CONFIG_BASE_MISSING' });
    await expect(service.edit({ edits, baseHash: 'old' })).rejects.toMatchObject({
      code: 'CONFIG_CONFLICT',
    });
    const { hash } = service.current();
    const done = await service.edit({ edits, baseHash: hash, author: 'me' });
    expect(done).toMatchObject({ changedPaths: ['gateway.port'], author: 'me', version: 2 });
    expect((await service.history()).map(({ author, version }) => [version, author])).toEqual([
      [2, 'me'],
      [1, 'file'],
    ]);
  });

  it('creates the file, private', async () => {
    const config = await start({});
    await config.service.edit({
      edits: [{ op: 'set', path: 'agents.coder.model', value: 'openai/x' }],
    });
    expect(await text(config)).toBe(
      '{\n  agents: {\n    coder: {\n      model: "openai/x",\n    },\n  },\n}\n',
    );
    expect((await stat(join(config.folder, 'openclaw.json'))).mode & 0o777).toBe(0o600);
  });

  it('goes to the file the value came from', async () => {
    const include = '// the coder\r\n{ model: "openai/a" }\r\n';
    const root =
      '{ agents: { coder: { $include: "./coder.json5" }, b: { $include: ["./b.json5"], maxSteps: 2 } } }';
    const config = await start({
      'openclaw.json': root,
      'coder.json5': include,
      'b.json5': '{ maxSteps: 1 }',
    });
    const edit = (path: string, value: unknown) =>
      config.service.edit({
        edits: [{ op: 'set', path, value }],
        baseHash: config.service.current().hash,
      });
    await edit('agents.coder.model', 'openai/b');
    expect(await text(config, 'coder.json5')).toBe(include.replace('/a', '/b'));
    await edit('agents.coder.maxSteps', 5);
    expect(await text(config, 'coder.json5')).toContain('{ model: "openai/b", maxSteps: 5 }');
    expect(await text(config)).toBe(root);
    await edit('agents.b.maxSteps', 3);
    expect(await text(config)).toBe(root.replace('maxSteps: 2', 'maxSteps: 3'));
    const remove = config.service.edit({
      edits: [{ op: 'delete', path: 'agents.b.maxSteps' }],
      baseHash: config.service.current().hash,
    });
    await expect(remove).rejects.toMatchObject({ code: 'CONFIG_EDIT_IMPOSSIBLE' });
  });

  it('that brings a new error is refused, unless asked for', async () => {
    const config = await start({ 'openclaw.json': '{ gateway: {} }' });
    const request = {
      edits: [{ op: 'set', path: 'gateway.port', value: 'high' }],
      baseHash: config.service.current().hash,
    } as const;
    await expect(config.service.edit(request)).rejects.toMatchObject({
      code: 'CONFIG_WRITE_INVALID',
    });
    expect(await text(config)).toBe('{ gateway: {} }');
    expect((await config.service.edit({ ...request, force: true })).problems).toHaveLength(1);
  });

  it('that loses most of the file is refused, unless asked for', async () => {
    const config = await start({ 'openclaw.json': `{ /* ${'x'.repeat(300)} */ }` });
    const baseHash = config.service.current().hash;
    await expect(config.service.set({ raw: '{}', baseHash })).rejects.toMatchObject({
      code: 'CONFIG_WRITE_LOSES_MOST',
    });
    await config.service.set({ raw: '{}', baseHash, force: true });
    expect(await text(config)).toBe('{}');
  });

  it('that removes a large entry by its name is meant so; a whole section is not', async () => {
    const large = `{ agents: { a: {}, b: { systemPrompt: '${'x'.repeat(300)}' } } }`;
    const config = await start({ 'openclaw.json': large });
    const remove = (path: string) =>
      config.service.edit({
        edits: [{ op: 'delete', path }],
        baseHash: config.service.current().hash,
      });
    await expect(remove('agents')).rejects.toMatchObject({ code: 'CONFIG_WRITE_LOSES_MOST' });
    await remove('agents.b');
    expect(await text(config)).toBe('{ agents: { a: {} } }');
  });

  it('that does not parse is refused with its place', async () => {
    const { service } = await start({ 'openclaw.json': '{}' });
    const baseHash = service.current().hash;
    await expect(service.set({ raw: '{\n  a: x }', baseHash })).rejects.toMatchObject({
      code: 'CONFIG_WORD_UNQUOTED',
      place: { line: 2, column: 6 },
    });
    await expect(service.set({ raw: 'x'.repeat(2_000_000), baseHash })).rejects.toMatchObject({
      code: 'CONFIG_TOO_LARGE',
    });
    await expect(service.set({ raw: '{}', file: '../x', baseHash })).rejects.toMatchObject({
      code: 'CONFIG_FILE_UNKNOWN',
    });
  });

  it('keeps byte-order mark, line ends and hidden secrets', async () => {
    const root = '\ufeff{\r\n  channels: { telegram: { token: "1:secret" } }, // mine\r\n}\r\n';
    const config = await start({ 'openclaw.json': root });
    const shown = await config.service.get();
    expect(JSON.stringify(shown)).not.toContain('1:secret');
    expect(shown.raw).toContain(secretDots);
    const raw = shown.raw.slice(1).replaceAll('\r\n', '\n').replace('mine', 'ours');
    await config.service.set({ raw, baseHash: shown.hash });
    expect(await text(config)).toBe(root.replace('mine', 'ours'));
    const moved = raw.replace('telegram:', 'telegram2:');
    await expect(
      config.service.set({ raw: moved, baseHash: config.service.current().hash }),
    ).rejects.toMatchObject({ code: 'CONFIG_DOTS_LEFT' });
  });

  it('hides secrets also in a file that does not parse, and finds them again', async () => {
    const root = '{ channels: { telegram: { token: "1:secret", } }, x: }';
    const config = await start({ 'openclaw.json': root });
    const shown = await config.service.get();
    expect(shown.raw).not.toContain('1:secret');
    await config.service.set({ raw: shown.raw.replace(', x: ', ''), baseHash: shown.hash });
    expect(config.service.current().config.channels['telegram']).toMatchObject({
      token: '1:secret',
    });
  });

  it('by merge patch adds, replaces and deletes', async () => {
    const config = await start({
      'openclaw.json': '{ // top\n  gateway: { port: 4000, name: "x" },\n  agents: { a: {} },\n}',
    });
    await config.service.patch({
      raw: '{ gateway: { port: null, name: "y" }, owner: { name: "Ann" } }',
      baseHash: config.service.current().hash,
    });
    expect(await text(config)).toBe(
      '{ // top\n  gateway: { name: "y" },\n  agents: { a: {} },\n  owner: {\n    name: "Ann",\n  },\n}',
    );
  });

  it('is planned without being written', async () => {
    const config = await start({ 'openclaw.json': '{}' });
    const plan = await config.service.plan({
      raw: '{ gateway: { port: 1234 }, agents: { a: { queue: "x" } } }',
    });
    expect(plan).toMatchObject({
      isApplicable: true,
      changedPaths: ['gateway.port', 'agents.assistant'],
    });
    expect(plan.problems).toHaveLength(1);
    expect(await text(config)).toBe('{}');
  });

  it('that does not parse is planned as not applicable', async () => {
    const config = await start({ 'openclaw.json': '{}' });
    expect(await config.service.plan({ raw: '{ x' })).toMatchObject({
      isApplicable: false,
      problems: [{ code: 'CONFIG_COLON_MISSING', line: 1 }],
    });
    await expect(config.service.plan({ raw: '{}', file: 'no.json5' })).rejects.toMatchObject({
      code: 'CONFIG_FILE_UNKNOWN',
    });
  });

  it('can be undone: an old version comes back as a new one', async () => {
    const config = await start({
      'openclaw.json': '{ agents: { $include: "./a.json5" } }',
      'a.json5': '{ a: {} }',
    });
    await config.service.set({
      raw: '{ b: {} }',
      file: 'a.json5',
      baseHash: config.service.current().hash,
    });
    expect(Object.keys(config.service.current().config.agents)).toEqual(['b']);
    const done = await config.service.restore(1, { author: 'me' });
    expect(done).toMatchObject({ version: 3, author: 'me' });
    expect(await text(config, 'a.json5')).toBe('{ a: {} }');
    await expect(config.service.restore(99)).rejects.toMatchObject({
      code: 'CONFIG_HISTORY_MISSING',
    });
  });

  it('by a version that somebody changed goes nowhere else', async () => {
    const config = await start({ 'openclaw.json': '{}' });
    const version = { version: 9, at: 1, author: 'x', hash: 'x', root: 'openclaw.json' };
    const texts = { 'openclaw.json': '{}', '../stolen.json5': '{}' };
    await config.write('history/00000009.json', JSON.stringify({ ...version, texts }));
    await expect(config.service.restore(9)).rejects.toMatchObject({
      code: 'CONFIG_INCLUDE_OUTSIDE',
    });
  });

  it('keeps 50 versions', async () => {
    const config = await start({ 'openclaw.json': '{}' });
    for (let port = 2000; port < 2055; port += 1) {
      const edits = [{ op: 'set', path: 'gateway.port', value: port }] as const;
      await config.service.edit({ edits, baseHash: config.service.current().hash });
    }
    const versions = (await config.service.history()).map(({ version }) => version);
    expect([versions.length, versions[0], versions.at(-1)]).toEqual([50, 56, 7]);
  });

  it('is refused when its version cannot be kept; reading goes on without a history', async () => {
    const config = await start({
      'openclaw.json': '{ gateway: { port: 4000 } }',
      history: 'a file',
    });
    expect(config.service.current().config.gateway.port).toBe(4000);
    expect(config.logged).toContainEqual(
      expect.objectContaining({ event: 'config.history-failed' }),
    );
    const edits = [{ op: 'set', path: 'gateway.port', value: 4001 }] as const;
    const refused = config.service.edit({ edits, baseHash: config.service.current().hash });
    await expect(refused).rejects.toMatchObject({ code: 'CONFIG_UNWRITABLE' });
    expect(await text(config)).toBe('{ gateway: { port: 4000 } }');
  });

  it('leaves a link a link', async () => {
    const config = await start({ 'real/own.json5': '{}' });
    await symlink(join(config.folder, 'real/own.json5'), join(config.folder, 'openclaw.json'));
    await config.service.reload();
    const edits = [{ op: 'set', path: 'gateway.port', value: 4000 }] as const;
    await config.service.edit({ edits, baseHash: config.service.current().hash });
    expect(await text(config, 'real/own.json5')).toContain('4000');
  });
});

it('never repeats what a variable holds, also where it does not belong', async () => {
  const config = await start(
    { 'openclaw.json': '{ agents: { a: { model: "$KEY" } }, logging: { level: "$KEY" } }' },
    { env: { KEY: 'sk-very-secret' } },
  );
  expect(codes(config)).toHaveLength(2);
  expect(JSON.stringify([config.service.current().problems, config.logged])).not.toContain(
    'sk-very',
  );
});

it('says when two channels share a bot', async () => {
  const telegram = '{ type: "telegram", token: "1:a" }';
  const config = await start({
    'openclaw.json': `{ channels: { a: ${telegram}, b: ${telegram} } }`,
  });
  expect(codes(config)).toEqual(['CONFIG_TOKEN_SHARED channels.b.token']);
});

it('keeps the histories of two configurations apart', async () => {
  const config = await start({
    'openclaw.json': '{ gateway: { port: 4000 } }',
    'other.json5': '{ half',
  });
  const other = createConfigService({
    ...config.deps,
    configPath: join(config.folder, 'other.json5'),
  });
  expect((await other.start()).config.gateway.port).toBe(18_789);
  await other.stop();
});

it('explains where a value comes from', async () => {
  const config = await start(
    {
      'openclaw.json':
        '{\n  gateway: { name: "$NAME" },\n  agents: { a: { $include: ["./1.json5", "./2.json5"] } },\n}',
      '1.json5': '{ maxSteps: 1 }',
      '2.json5': '{\n  maxSteps: 2 }',
    },
    { env: { NAME: 'Home' } },
  );
  const explain = (path: string) => config.service.explain(path);
  expect(explain('gateway.name')).toMatchObject({
    status: 'effective',
    value: 'Home',
    source: { kind: 'env', variables: ['NAME'], line: 2, column: 20 },
    setting: { title: 'Name' },
  });
  expect(explain('agents.a.maxSteps')).toMatchObject({
    value: 2,
    source: { kind: 'include', file: join(config.folder, '2.json5'), line: 2 },
    overridden: [{ kind: 'include', file: join(config.folder, '1.json5'), line: 1 }],
  });
  expect(explain('gateway.port')).toMatchObject({ value: 18_789, source: { kind: 'default' } });
  expect(explain('no.such')).toMatchObject({ status: 'absent', value: undefined });
});
