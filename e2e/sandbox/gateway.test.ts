import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive, listDescendants } from '../crash/processes.ts';
import { textOf, type Client } from '../support/client.ts';
import { createScene, type Scene } from '../support/scene.ts';

let scene: Scene;
let client: Client;
beforeAll(async () => {
  const agents = { assistant: { model: 'test/echo', default: true, tools: ['code'] } };
  const tools = { code: { timeoutSeconds: 3 } };
  scene = await createScene({ config: { agents, tools } });
  client = await scene.connect();
});
afterAll(() => scene.dispose());

const invoke = (from: Client, code: string) =>
  from.request('tools.invoke', { name: 'code', args: { code } });

/** The sandbox processes of the gateway. */
const sandboxes = (): readonly number[] =>
  listDescendants(scene.gateway.pid).filter((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('sandbox-host'),
  );

/** What the descriptors of a process lead to. */
const openOf = (pid: number): readonly string[] =>
  readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
    } catch {
      return [];
    }
  });

/** Milliseconds that a client waits for each of so many answers, one after the other. */
async function measureAnswers(from: Client, count: number): Promise<number[]> {
  const samples: number[] = [];
  for (let i = 0; i < count; i++) {
    const startedAt = performance.now();
    await from.request('chat.history', { sessionKey: 'agent:assistant:main' });
    samples.push(performance.now() - startedAt);
  }
  return samples.sort((a, b) => a - b);
}
const median = (sorted: readonly number[]): number => sorted[sorted.length >> 1] ?? Infinity;

describe('code in the gateway', () => {
  it('costs nothing before it is used', () => {
    expect(sandboxes()).toEqual([]);
  });

  it('is run for an agent', async () => {
    const code =
      'const days = (a, b) => (b - a) / 864e5; days(new Date(2024, 0, 1), new Date(2025, 0, 1))';
    const end = await client.ask(`model:tool tool:code args:${JSON.stringify({ code })}`);
    expect(end.state).toBe('final');
    expect(textOf(end.message)).toContain('366');
    expect(sandboxes()).toHaveLength(1);
  });

  it('is told its mistakes', async () => {
    const { isError, text } = await invoke(client, 'const a = 1;\na.b.c');
    expect(isError).toBe(true);
    expect(text).toContain('line 2, column 5');
  });

  it('keeps nobody waiting while it spins', async () => {
    const other = await scene.connect();
    await invoke(client, '1');
    let isOver = false;
    const spinning = Promise.all([invoke(client, 'for (;;);'), invoke(client, 'for (;;);')]);
    void spinning.then(() => (isOver = true));
    const samples = await measureAnswers(other, 200);
    expect(isOver).toBe(false);
    expect(median(samples)).toBeLessThan(50);
    const [first] = await spinning;
    expect(first.text).toContain('3 seconds');
    await other.close();
  });

  it('would be seen if it did: a gateway that stands still answers late', async () => {
    const other = await scene.connect();
    process.kill(scene.gateway.pid, 'SIGSTOP');
    setTimeout(() => process.kill(scene.gateway.pid, 'SIGCONT'), 200);
    expect(median(await measureAnswers(other, 1))).toBeGreaterThan(50);
    await other.close();
  });
});

describe('the process that runs it', () => {
  it('has no environment, no files of ours, and a folder that is gone', async () => {
    await invoke(client, '1');
    const [pid = 0] = sandboxes();
    expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).toBe('');
    expect(readlinkSync(`/proc/${pid}/cwd`)).toMatch(/openclaw-sandbox-\w+ \(deleted\)$/);
    // The event loop's own, and where the process reads what memory it uses.
    const own = new RegExp(`^(anon_inode:|/dev/null$|/proc/${pid}/stat$)`);
    const open = openOf(pid).filter((target) => !own.test(target));
    expect(open.filter((target) => !/^(socket|pipe):/.test(target))).toEqual([]);
    // A pipe or socket that it shares with the gateway would be an inherited one.
    const gateways = new Set(openOf(scene.gateway.pid));
    expect(open.filter((target) => gateways.has(target))).toEqual([]);
  });

  it('is started again after it was killed; the run that was in it has failed', async () => {
    const [before = 0] = sandboxes();
    const going = invoke(client, 'for (;;);');
    await expect.poll(() => isAlive(before)).toBe(true);
    process.kill(before, 'SIGKILL');
    const { isError } = await going;
    expect(isError).toBe(true);
    expect((await invoke(client, '6 * 7')).text).toContain('42');
    expect(sandboxes()).not.toContain(before);
    expect(await scene.log()).toContain('sandbox.crashed');
  });

  it('ends with the gateway, also when that is killed', async () => {
    await invoke(client, '1');
    const [pid = 0] = sandboxes();
    expect(pid).toBeGreaterThan(0);
    await scene.end('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
    await scene.start();
    client = await scene.connect();
    await invoke(client, '1');
    const [next = 0] = sandboxes();
    expect(next).toBeGreaterThan(0);
    await scene.end();
    expect(isAlive(next)).toBe(false);
    await scene.start();
    client = await scene.connect();
  });
});
