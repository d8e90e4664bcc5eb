import { createServer } from 'node:net';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connect, plainConnect, textOf, type Client } from '../support/client.ts';
import { createScene, type Scene, type SceneOptions } from '../support/scene.ts';

let scene: Scene;
let client: Client;

async function begin(options?: SceneOptions): Promise<void> {
  scene = await createScene(options);
  client = await scene.connect();
}

/** Saves and waits until the gateway says that it took effect, or that it did not. */
async function save(
  text: string,
): Promise<ReturnType<typeof client.eventsOf<'config.changed'>>[0]> {
  const before = client.eventsOf('config.changed').length;
  await scene.saveConfig(text);
  let count = 0;
  return await client.event('config.changed', () => ++count > before);
}

const modelOf = async (text = 'hello'): Promise<string> => textOf((await client.ask(text)).message);

describe('saving the config', () => {
  beforeAll(() => begin({ start: { env: { E2E_MODEL: 'test/instant' } } }));
  afterAll(() => scene.dispose());
  afterEach(async () => {
    await save(scene.configText());
    await client.close();
    client = await scene.connect();
  });

  it('changes the model from the next turn on, within a moment', async () => {
    const slow = await client.send('model:slow wordMs:20 words:30');
    const changed = await save(scene.configText({ agent: { model: 'test/instant' } }));
    expect(changed).toMatchObject({
      changedPaths: ['agents.assistant.model'],
      effects: [{ path: 'agents.assistant.model', effect: 'agent', subject: 'assistant' }],
      problems: [],
    });
    // The turn that runs ends as it began.
    expect(textOf((await slow.end).message)).toContain('word30');
    expect(await modelOf()).toBe('ok');

    const times: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const model = round % 2 === 0 ? 'test/echo' : 'test/instant';
      const startedAt = performance.now();
      await save(scene.configText({ agent: { model } }));
      times.push(performance.now() - startedAt);
    }
    const p95 = times.toSorted((a, b) => a - b)[18] ?? 0;
    console.log(`save to config.changed: p95 ${Math.round(p95)} ms`);
    expect(p95).toBeLessThan(2_000);
    expect(await modelOf()).toBe('ok');
  });

  it('of a broken text keeps what runs, and says where it is broken', async () => {
    const refused = await save('{\n  agents: {\n    assistant: { model: "test/instant" \n  },\n');
    const [problem] = refused.problems;
    expect(problem).toMatchObject({ severity: 'error', code: 'CONFIG_BRACKET_OPEN' });
    expect(problem?.file).toBe(scene.configPath);
    expect([problem?.line, problem?.column]).toEqual([expect.any(Number), expect.any(Number)]);
    expect(problem?.hint.length).toBeGreaterThan(10);
    expect(refused.changedPaths).toEqual([]);
    expect(await modelOf()).toBe('echo: hello');
    const shown = await client.request('config.get', {});
    expect(shown.problems[0]?.code).toBe('CONFIG_BRACKET_OPEN');
    const mended = await save(scene.configText({ agent: { model: 'test/instant' } }));
    expect(mended.problems).toEqual([]);
    expect(await modelOf()).toBe('ok');
  });

  it('of one agent that is not valid keeps its running version; the rest takes effect', async () => {
    const text = scene.configText({
      agent: { model: 'no slash' },
      config: { gateway: { name: 'Attic' } },
    });
    const changed = await save(text);
    expect(changed.problems[0]).toMatchObject({
      path: 'agents.assistant.model',
      severity: 'error',
    });
    expect(changed.changedPaths).toEqual(['gateway.name']);
    expect((await client.request('status', {})).name).toBe('Attic');
    expect(await modelOf()).toBe('echo: hello');
  });

  it('with an unknown key warns, keeps it, and keeps it through an edit with all comments', async () => {
    const text = scene
      .configText()
      .replace('{', '{\n  // mine\n  futureSection: { a: 1 }, /* stays */');
    const changed = await save(text);
    expect(changed.problems).toMatchObject([
      { severity: 'warning', code: 'CONFIG_KEY_UNKNOWN', path: 'futureSection', line: 3 },
    ]);
    const { hash } = await client.request('config.get', {});
    const edits = [{ op: 'set', path: 'agents.assistant.model', value: 'test/instant' } as const];
    await client.request('config.edit', { edits, baseHash: hash });
    const now = await readFile(scene.configPath, 'utf8');
    expect(now).toBe(text.replace('test/echo', 'test/instant'));
    expect(await modelOf()).toBe('ok');
    const conflict = await client.refused('config.edit', { edits, baseHash: hash });
    expect(conflict).toMatchObject({ code: 'CONFLICT', details: { code: 'CONFIG_CONFLICT' } });
    expect(await readFile(scene.configPath, 'utf8')).toBe(now);
  });

  it('of an included file counts, and variables of the environment are filled in', async () => {
    await mkdir(path.join(scene.stateDir, 'agents'));
    const included = path.join(scene.stateDir, 'agents/assistant.json5');
    await writeFile(included, '{ model: "test/echo", default: true }');
    const withInclude = { agents: { assistant: { $include: './agents/assistant.json5' } } };
    await save(scene.configText({ config: withInclude }));
    expect(await modelOf()).toBe('echo: hello');
    const seen = client.eventsOf('config.changed').length;
    await writeFile(included, '{ model: "$E2E_MODEL", default: true }');
    let count = 0;
    await client.event('config.changed', () => ++count > seen);
    expect(await modelOf()).toBe('ok');
    const { files, config } = await client.request('config.get', {});
    expect(files.map((file) => file.path)).toEqual(['openclaw.json', 'agents/assistant.json5']);
    expect(JSON.stringify(config)).toContain('test/instant');
  });

  it('of the log level takes effect at once', async () => {
    await save(scene.configText({ config: { logging: { level: 'error' } } }));
    const quiet = (await scene.log()).length;
    await client.ask('hello');
    await save(scene.configText({ config: { logging: { level: 'error' }, owner: { name: 'A' } } }));
    expect((await scene.log()).length).toBe(quiet);
    await save(scene.configText({ config: { logging: { level: 'debug' } } }));
    await expect.poll(() => scene.log()).toContain('config.applied');
    expect((await scene.log()).length).toBeGreaterThan(quiet);
  });
});

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

describe('changing the port', () => {
  afterEach(() => scene.dispose());

  it('moves the listener; who is connected stays and gets every answer', async () => {
    const [first, second] = [await findFreePort(), await findFreePort()];
    const onPort = (port: number) => ({ config: { gateway: { port } } });
    await begin({ ...onPort(first), start: { port: null } });
    expect(scene.gateway.port).toBe(first);
    const run = await client.send('model:slow wordMs:20 words:40');
    const changed = await save(scene.configText(onPort(second)));
    expect(changed.effects).toMatchObject([{ path: 'gateway.port', effect: 'listener' }]);
    const moved = await connect(`ws://127.0.0.1:${second}`, plainConnect(scene.token));
    expect(textOf((await run.end).message)).toContain('word40');
    await expect(connect(scene.gateway.url, plainConnect(scene.token))).rejects.toThrow();
    expect((await moved.ask('here now')).state).toBe('final');
    await moved.close();
  });

  it('to one that is taken keeps the old one', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const first = await findFreePort();
    await begin({ config: { gateway: { port: first } }, start: { port: null } });
    const changed = await save(scene.configText({ config: { gateway: { port } } }));
    expect(changed.problems).toMatchObject([{ code: 'PORT_IN_USE', path: 'gateway.port' }]);
    const other = await scene.connect();
    expect((await other.ask('still here')).state).toBe('final');
    expect(await scene.log()).toContain('PORT_IN_USE');
    taken.close();
  });
});
