import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../src/shared/config/limits.ts';
import { startServerProcess, type ServerHandle } from '../servers/server-process.ts';
import {
  createMcpBench,
  httpProgram,
  isAlive,
  memoryServer,
  program,
  type McpBench,
  type ServerInput,
} from './mcp-bench.ts';

let bench: McpBench | undefined;
let http: ServerHandle | undefined;
afterEach(async () => {
  await bench?.dispose();
  await http?.stop();
  bench = http = undefined;
});

async function open(
  servers: Readonly<Record<string, ServerInput>>,
  env?: NodeJS.ProcessEnv,
): Promise<McpBench> {
  bench = await createMcpBench(servers, env);
  await bench.supply.prepare(() => true);
  return bench;
}
const stateOf = ({ supply }: McpBench, name = 's'): string | undefined =>
  supply.list().find((row) => row.name === name)?.state;
const pidOf = ({ supply }: McpBench, name = 's'): number =>
  supply.list().find((row) => row.name === name)?.pid ?? -1;

describe('the published server-memory over stdio', () => {
  it('keeps and finds what it is given', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'openclaw-memory-'));
    const { call, supply } = await open({ memory: memoryServer(folder) });
    expect(supply.tools().map((tool) => tool.name)).toContain('mcp_memory_create_entities');
    const entity = { name: 'Ada', entityType: 'person', observations: ['likes engines'] };
    const made = await call('mcp_memory_create_entities', { entities: [entity] });
    expect(made.isError).toBe(false);
    const found = await call('mcp_memory_search_nodes', { query: 'Ada' });
    expect(found.text).toContain('likes engines');
    await rm(folder, { recursive: true });
  });
});

describe('a server', () => {
  it('is not started before somebody may want its tools', async () => {
    bench = await createMcpBench({ s: program('stdio'), other: program('stdio') });
    expect(bench.supply.tools()).toEqual([]);
    await bench.supply.prepare((prefix) => prefix === 'mcp_s_');
    expect([stateOf(bench), stateOf(bench, 'other')]).toEqual(['ready', 'idle']);
  });

  it('sees PATH, HOME, LANG, what the config lists, and nothing of the gateway', async () => {
    const planted = { ...process.env, OPENAI_API_KEY: 'sk-planted', USER: 'planted-user' };
    const { call, stateDir } = await open(
      { s: { ...program('stdio'), env: { OWN: '1' } } },
      planted,
    );
    const { env, cwd } = JSON.parse((await call('mcp_s_environment')).text) as {
      env: Record<string, string>;
      cwd: string;
    };
    const names = Object.keys(env)
      .filter((name) => name !== 'LANG')
      .sort();
    expect(names).toEqual(['HOME', 'OWN', 'PATH']);
    expect(JSON.stringify(env)).not.toContain('planted');
    expect(cwd).toBe(`${stateDir}/mcp/s`);
  });

  it('control: a planted variable is seen when the config names it', async () => {
    const { call } = await open({ s: { ...program('stdio'), env: { OPENAI_API_KEY: 'planted' } } });
    expect((await call('mcp_s_environment')).text).toContain('planted');
  });

  it('brings pictures and resources, and says what failed', async () => {
    const { call } = await open({ s: program('stdio') });
    const picture = await call('mcp_s_picture');
    expect(picture.images).toHaveLength(1);
    expect(picture.text).toContain('a note');
    expect(await call('mcp_s_fail')).toEqual({ text: 'no luck', isError: true });
  });

  it('is asked about before it writes, by what it says and what the config says', async () => {
    const made = await open({ s: program('stdio') });
    const ask = (name: string): boolean => made.tool(name).ask?.({}, {} as never) !== undefined;
    expect([ask('mcp_s_echo'), ask('mcp_s_write')]).toEqual([false, true]);
    expect(made.tool('mcp_s_write').isRepeatable).toBe(false);
    expect(made.tool('mcp_s_echo').isRepeatable).toBe(true);
    const pid = pidOf(made);
    made.save({ s: { ...program('stdio'), asks: 'never' } });
    expect(ask('mcp_s_write')).toBe(false);
    made.save({ s: { ...program('stdio'), asks: 'always' } });
    expect(ask('mcp_s_echo')).toBe(true);
    expect(pidOf(made)).toBe(pid);
  });

  it('takes over only the tools that the config lists', async () => {
    const { supply } = await open({ s: { ...program('stdio'), tools: ['e*', '!environment'] } });
    expect(supply.tools().map((tool) => tool.name)).toEqual(['mcp_s_echo']);
  });

  it('is heard when its tools change', async () => {
    const made = await open({ s: program('stdio') });
    await made.call('mcp_s_grow');
    await made.until(
      () => made.supply.tools().some((tool) => tool.name === 'mcp_s_grown'),
      'the new tool',
    );
    expect((await made.call('mcp_s_grown')).text).toBe('I am new');
  });

  it('is told when a call is aborted, and answers the next one', async () => {
    const made = await open({ s: program('stdio') });
    const stop = new AbortController();
    const hanging = made.call('mcp_s_hang', {}, stop.signal);
    hanging.catch(() => undefined);
    await made.until(() => made.logged.some((line) => line.includes('hanging')), 'the call');
    stop.abort(new Error('enough'));
    await expect(hanging).rejects.toThrow('enough');
    await made.until(() => made.logged.some((line) => line.includes('told to stop')), 'the notice');
    expect((await made.call('mcp_s_echo', { text: 'still there' })).text).toBe('still there');
  });

  it('that does not answer in time fails that call and no other', async () => {
    const made = await open({ s: { ...program('stdio'), timeoutSeconds: 1 } });
    await expect(made.call('mcp_s_hang')).rejects.toMatchObject({ code: 'MCP_CALL_TIMED_OUT' });
    expect((await made.call('mcp_s_echo', { text: 'a' })).text).toBe('a');
  });

  it('that crashes in a call is started again, and its tools say so meanwhile', async () => {
    const made = await open({ s: program('stdio') });
    const pid = pidOf(made);
    const crash = made.call('mcp_s_crash');
    await expect(crash).rejects.toMatchObject({ code: 'MCP_CALL_CUT_OFF' });
    expect(made.tool('mcp_s_echo').problem?.()).toMatchObject({
      code: 'MCP_SERVER_DOWN',
      message: expect.stringContaining('about to crash') as string,
    });
    await made.until(() => stateOf(made) === 'ready', 'the restart');
    expect(made.tool('mcp_s_echo').problem?.()).toBeUndefined();
    expect(pidOf(made)).not.toBe(pid);
    expect((await made.call('mcp_s_echo', { text: 'back' })).text).toBe('back');
  });

  it('that is killed is started again', async () => {
    const made = await open({ s: program('stdio') });
    process.kill(pidOf(made), 'SIGKILL');
    await made.until(() => stateOf(made) === 'waiting', 'the end');
    await made.until(() => stateOf(made) === 'ready', 'the restart');
  });

  it('that answers with too much is left, and the gateway lives', async () => {
    const made = await open({ s: program('stdio') });
    const huge = made.call('mcp_s_huge', { bytes: limits.mcp.messageBytes + 1_000 });
    await expect(huge).rejects.toMatchObject({ code: 'MCP_CALL_CUT_OFF' });
    const large = await open({ s: program('stdio') });
    const { text } = await large.call('mcp_s_huge', { bytes: 5_000_000 });
    expect(text.length).toBeLessThan(limits.mcp.resultChars + 100);
    await large.dispose();
  });

  it('that floods stderr and notices is bounded in both', async () => {
    const made = await open({ s: program('stdio') });
    const before = made.changes();
    expect((await made.call('mcp_s_flood')).text).toBe('flooded');
    await made.until(() => made.changes() > before, 'the list is read again');
    const lines = made.logged.filter((line) => line.startsWith('mcp.stderr '));
    expect(lines.length).toBeLessThanOrEqual(limits.mcp.stderrLines);
    expect(made.changes() - before).toBeLessThan(20);
  });

  it('that cannot start is tried again and again, and says why', async () => {
    const made = await open({ s: program('stdio', 'die') });
    await made.until(
      () => made.logged.filter((line) => line.startsWith('mcp.ended')).length >= 2,
      'a second try',
    );
    const [row] = made.supply.list();
    expect(row?.problem?.message).toContain('cannot find my database');
  });

  it('whose program does not exist says so', async () => {
    const made = await open({ s: { command: '/no/such/program' } });
    expect(made.supply.list()[0]?.problem?.message).toContain('ENOENT');
  });

  it('that sends without end is left', async () => {
    const made = await open({ s: program('stdio', 'endless') });
    await made.until(() => made.logged.some((line) => line.startsWith('mcp.ended')), 'the end');
    expect(made.supply.list()[0]?.problem?.message).toContain('maximum size');
  });

  it('that writes other things on its line is understood all the same', async () => {
    const { call } = await open({ s: program('stdio', 'noise') });
    expect((await call('mcp_s_echo', { text: 'a' })).text).toBe('a');
  });

  it('with odd tools brings those that can be used', async () => {
    const made = await open({ s: program('raw', 'odd') });
    const names = made.supply.tools().map((tool) => tool.name);
    expect(names).toContain('mcp_s_good');
    expect(names).toHaveLength(6);
    for (const tool of made.supply.tools()) tool.parameters().safeParse({ a: 1 });
    expect(made.tool('mcp_s_good').parameters().safeParse({ a: 1 }).success).toBe(false);
    expect((await made.call('mcp_s_good', { a: 'x' })).text).toContain('ok');
  });

  it('is read page by page, and not for ever', async () => {
    const some = await open({ s: program('raw', 'pages') });
    expect(some.supply.tools()).toHaveLength(300);
    await some.dispose();
    const endless = await open({ s: program('raw', 'endless') });
    expect(endless.supply.tools()).toHaveLength(limits.mcp.toolsPerServer);
  });

  it('is restarted only by a change that it must hear of', async () => {
    const made = await open({ s: program('stdio'), t: program('stdio') });
    const before = [pidOf(made, 's'), pidOf(made, 't')];
    made.save({ s: { ...program('stdio'), env: { OWN: '1' } }, t: program('stdio') });
    await made.until(() => stateOf(made) === 'ready' && pidOf(made, 's') > 0, 'the new one');
    expect(pidOf(made, 's')).not.toBe(before[0]);
    expect(pidOf(made, 't')).toBe(before[1]);
    made.save({ t: { ...program('stdio'), enabled: false } });
    expect(made.supply.tools()).toEqual([]);
    expect(made.supply.list().map((row) => row.state)).toEqual(['off']);
  });

  it('ends with the client, also when it pays no attention', async () => {
    const made = await open({ s: program('stdio'), t: program('stdio', 'stay') });
    const pids = [pidOf(made, 's'), pidOf(made, 't')];
    expect(pids.map(isAlive)).toEqual([true, true]);
    await made.supply.close();
    expect(pids.map(isAlive)).toEqual([false, false]);
  });
});

describe('a server over streamable HTTP', () => {
  const token = 'secret-token';
  const config = (port: number): ServerInput => ({
    url: `http://127.0.0.1:${port}/mcp`,
    headers: { Authorization: `Bearer ${token}` },
  });
  const start = async (port = 0): Promise<ServerHandle> =>
    (http = await startServerProcess({
      program: httpProgram,
      args: ['--token', token, '--port', String(port)],
    }));

  it('answers, with the headers of the config', async () => {
    const { port } = await start();
    const { call } = await open({ s: config(port) });
    expect((await call('mcp_s_echo', { text: 'over http' })).text).toBe('over http');
  });

  it('control: without them it is not let in', async () => {
    const { port } = await start();
    const made = await open({ s: { url: `http://127.0.0.1:${port}/mcp` } });
    expect(made.supply.list()[0]?.problem?.message).toContain('who are you?');
  });

  it('that is started anew is found again', async () => {
    const server = await start();
    const { port } = server;
    const made = await open({ s: config(port) });
    await server.stop();
    await expect(made.call('mcp_s_echo', { text: 'a' })).rejects.toMatchObject({
      code: 'MCP_CALL_CUT_OFF',
    });
    await start(port);
    await made.until(() => stateOf(made) === 'ready', 'the new connection');
    expect((await made.call('mcp_s_echo', { text: 'b' })).text).toBe('b');
  });

  it('that crashes in a call cuts it off at once', async () => {
    const { port } = await start();
    const made = await open({ s: config(port) });
    await expect(made.call('mcp_s_crash')).rejects.toMatchObject({ code: 'MCP_CALL_CUT_OFF' });
    expect(stateOf(made)).not.toBe('ready');
  });

  it('that answers with too much is left', async () => {
    const { port } = await start();
    const made = await open({ s: config(port) });
    const huge = made.call('mcp_s_huge', { bytes: limits.mcp.messageBytes + 1_000 });
    await expect(huge).rejects.toMatchObject({ code: 'MCP_CALL_CUT_OFF' });
  });

  it('hears that its tools changed', async () => {
    const { port } = await start();
    const made = await open({ s: config(port) });
    await made.call('mcp_s_grow');
    await made.until(
      () => made.supply.tools().some((tool) => tool.name === 'mcp_s_grown'),
      'the new tool',
    );
  });
});
