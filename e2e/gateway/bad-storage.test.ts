import { createHash } from 'node:crypto';
import { chmod, mkdir, open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '../support/client.ts';
import { failToStart, startGateway, type StartFailure } from '../support/gateway-process.ts';
import { createScene, type Scene } from '../support/scene.ts';

const pageLimit = fileURLToPath(new URL('../support/preload/page-limit.ts', import.meta.url));

let scene: Scene;
beforeEach(async () => {
  scene = await createScene({ start: { nodeFlags: ['--import', pageLimit] } });
});
afterEach(() => scene.dispose());

const databasePath = (): string => path.join(scene.stateDir, 'db/gateway.db');
const hashOf = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

async function fillSome(): Promise<void> {
  const client = await scene.connect();
  for (let index = 0; index < 5; index += 1) await client.ask(`stored ${index}`);
  await client.close();
}

function expectRefusal(refused: StartFailure, code: string): void {
  expect(refused.output).toContain(code);
  expect(refused.output).toContain('gateway.db');
  expect(refused.ended.code).toBeGreaterThan(0);
  // Said in words, not as a stack.
  expect(refused.output).not.toMatch(/\n\s+at /);
}

describe('a database', () => {
  it('of a newer version is refused and not touched; an older program gets it back', async () => {
    await fillSome();
    await scene.end();
    const setVersion = (change: (version: number) => number): void => {
      const db = new Sqlite(databasePath());
      const version = Number(db.pragma('user_version', { simple: true }));
      db.pragma(`user_version = ${change(version)}`);
      db.close();
    };
    setVersion((version) => version + 1_000);
    const before = await hashOf(databasePath());
    expectRefusal(await failToStart({ stateDir: scene.stateDir }), 'STORAGE_NEWER');
    expect(await hashOf(databasePath())).toBe(before);
    setVersion((version) => version - 1_000);
    await scene.start();
    const client = await scene.connect();
    const { messages } = await client.request('chat.history', { sessionKey: 'agent:main:main' });
    expect(messages).toHaveLength(10);
  });

  it('that is damaged at its head is refused and not touched', async () => {
    await fillSome();
    await scene.end();
    const file = await open(databasePath(), 'r+');
    await file.write(Buffer.alloc(200, 7), 0, 200, 0);
    await file.close();
    const before = await hashOf(databasePath());
    expectRefusal(await failToStart({ stateDir: scene.stateDir }), 'STORAGE_CORRUPT');
    expect(await hashOf(databasePath())).toBe(before);
  });

  it('that is damaged in the middle says so with its code where it is met', async () => {
    await fillSome();
    await scene.end();
    const { size } = await stat(databasePath());
    const file = await open(databasePath(), 'r+');
    // Everything but the first pages, which hold the schema.
    const from = 24 * 4096;
    await file.write(Buffer.alloc(size - from, 7), 0, size - from, from);
    await file.close();
    const started = await startGateway({ stateDir: scene.stateDir }).catch(
      (error: unknown) => error as StartFailure,
    );
    if ('output' in started && typeof started.output === 'string') {
      expectRefusal(started as StartFailure, 'STORAGE_CORRUPT');
      return;
    }
    throw new Error('it started');
  });

  it('on a full disk takes nothing it cannot keep, and goes on when there is room', async () => {
    const client = await scene.connect();
    await client.ask('before');
    const sessionKey = 'agent:assistant:full';
    const running = await client.send('model:slow wordMs:20 words:150', { sessionKey });
    await client.event('chat', (event) => event.runId === running.runId && event.state === 'delta');
    await switchDisk('set');
    const big = 'x'.repeat(50_000);
    const refusal = await client.refused('chat.send', {
      sessionKey: 'agent:main:main',
      message: big,
      idempotencyKey: 'too-big',
    });
    expect(refusal.details.code).toBe('STORAGE_FULL');
    expect(refusal.details.hint).toContain('space');
    await useUpTheRest();
    // What is stored can still be read.
    const { messages } = await client.request('chat.history', { sessionKey: 'agent:main:main' });
    expect(messages.map(textOf)).toEqual(['before', 'echo: before']);
    await scene.model.waitForRequests({ match: { contains: 'words:150', outcome: 'finished' } });
    await expect.poll(() => scene.log(), { timeout: 10_000 }).toContain('turn.crashed');
    await switchDisk('lifted');
    const again = await client.send(big, { key: 'too-big' });
    expect(again.status).toBe('started');
    expect((await again.end).state).toBe('final');
    // The turn whose answer found no room is not forgotten, and its conversation is not blocked.
    expect(textOf((await running.end).message)).toMatch(/^word1 .*word150$/);
    expect(textOf((await client.ask('after', { sessionKey })).message)).toBe('echo: after');
  });

  /** Pages that are there already have room for something small. */
  async function useUpTheRest(): Promise<void> {
    const filler = await scene.connect();
    for (;;) {
      const sent = filler.send('y'.repeat(900), { sessionKey: 'agent:assistant:filler' });
      if ((await sent.catch(() => undefined)) === undefined) break;
    }
    await filler.close();
  }

  async function switchDisk(word: 'set' | 'lifted'): Promise<void> {
    const count = (): number => scene.gateway.output().split(`page limit ${word}`).length;
    const before = count();
    scene.gateway.kill('SIGUSR2');
    await expect.poll(count).toBeGreaterThan(before);
  }
});

describe('a state directory that may not be written', () => {
  it('is refused with the place and what to do', async () => {
    const dir = path.join(scene.root, 'read-only');
    await mkdir(dir);
    await chmod(scene.root, 0o755);
    await chmod(dir, 0o555);
    // Root may write everywhere; nobody may not.
    const isRoot = process.getuid?.() === 0;
    const refused = await failToStart({ stateDir: dir, ...(isRoot ? { uid: 65_534 } : {}) });
    expect(refused.output).toContain(dir);
    expect(refused.output).toMatch(/\[STORAGE_FAILED\]|\[STATE_DIR_/);
    expect(refused.output).toMatch(/written/);
    expect(refused.output).not.toMatch(/\n\s+at /);
  });
});
