import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endOf, textOf } from '../support/client.ts';
import { failToStart, startGateway } from '../support/gateway-process.ts';
import { createScene, type Scene } from '../support/scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene.dispose());

async function expectWorking(): Promise<void> {
  const client = await scene.connect();
  expect(textOf((await client.ask('hello')).message)).toBe('echo: hello');
  await client.close();
}

describe('a second gateway', () => {
  it('on the same state directory refuses, says who is there, and does no harm', async () => {
    const client = await scene.connect();
    const run = await client.send('model:slow wordMs:30 words:60', {
      sessionKey: 'agent:main:busy',
    });
    const refused = await failToStart({ stateDir: scene.stateDir });
    expect(refused.output).toContain('STATE_DIR_BUSY');
    expect(refused.output).toContain(String(scene.gateway.pid));
    expect(refused.output).toContain('--state-dir');
    expect(refused.ended.code).toBe(6);
    expect(textOf((await run.end).message)).toMatch(/^word1 .*word60$/);
    await client.close();
    await expectWorking();
  });

  it('right after kill -9 of the first starts at once; of two that race one wins', async () => {
    await scene.end('SIGKILL');
    const racing = Promise.allSettled([
      scene.start({ port: 0 }),
      startGateway({ stateDir: scene.stateDir }),
    ]);
    const results = await racing;
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const lost = results.find((result) => result.status === 'rejected');
    expect(String(lost?.reason)).toContain('STATE_DIR_BUSY');
    for (const result of results)
      if (result.status === 'fulfilled') await result.value.end('SIGKILL');
    await scene.start({ port: 0 });
    await expectWorking();
  });

  it('on a busy port says who holds it, and can be started on another one', async () => {
    const stateDir = path.join(scene.root, 'second');
    const { port, pid } = scene.gateway;
    const refused = await failToStart({ stateDir, port });
    expect(refused.output).toContain('PORT_IN_USE');
    expect(refused.output).toContain(String(port));
    expect(refused.output).toContain(String(pid));
    expect(refused.ended.code).toBe(6);
    const second = await startGateway({ stateDir });
    expect((await second.end()).code).toBe(0);
    await expectWorking();
  });
});

describe('SIGTERM', () => {
  it.each([
    ['while an answer streams', 'model:slow wordMs:20 words:80', 'word80'],
    ['while the model is silent', 'model:hang', ''],
    ['while a tool runs', 'model:tool tool:wait args:{"seconds":1}', 'Waited 1'],
  ])(
    '%s ends within two seconds, and the turn goes on at the next start',
    async (name, text, said) => {
      const client = await scene.connect();
      const sessionKey = `agent:main:${name.replaceAll(' ', '-')}`;
      const run = await client.send(text, { sessionKey });
      await client.event(
        'agent',
        ({ runId, stream }) => runId === run.runId && ['tool', 'lifecycle'].includes(stream),
      );
      const startedAt = performance.now();
      const ended = await scene.end();
      expect(ended).toEqual({ code: 0, signal: null });
      expect(performance.now() - startedAt).toBeLessThan(2_000);
      expect(await client.event('shutdown')).toMatchObject({ reason: 'SIGTERM' });
      expect((await client.raw.closed).code).toBe(1012);
      await scene.model.releaseHangs();
      await scene.start();
      const back = await scene.connect();
      if (said === '') await back.request('chat.abort', { sessionKey });
      const end = await endOf(back, run.runId);
      expect(end.state).toBe(said === '' ? 'aborted' : 'final');
      expect(textOf(end.message)).toContain(said);
      await back.close();
    },
  );

  it('and an agent that is off at the next start: its turn and queue go on when it is back', async () => {
    const client = await scene.connect();
    const sessionKey = 'agent:assistant:orphan';
    const run = await client.send('model:slow wordMs:20 words:80', { sessionKey });
    const waiting = await client.send('and I wait', { sessionKey, queueMode: 'followup' });
    await scene.end();
    await scene.saveConfig(scene.configText({ agent: { model: '$NOT_SET_YET' } }));
    await scene.start();
    const back = await scene.connect();
    expect((await back.request('agents.list', {})).agents).toEqual([]);
    await scene.saveConfig(scene.configText());
    const ends = await Promise.all([endOf(back, run.runId), endOf(back, waiting.runId)]);
    expect(ends.map(({ message }) => textOf(message))).toEqual([
      expect.stringMatching(/^word1 .*word80$/),
      'echo: and I wait',
    ]);
    await back.close();
  });

  it('leaves nothing behind that runs or that says it runs', async () => {
    await scene.end();
    expect(existsSync(path.join(scene.stateDir, 'lock.json'))).toBe(false);
    expect(existsSync(path.join(scene.stateDir, 'db/gateway.db-wal'))).toBe(false);
    await scene.start();
  });
});

describe('signs of life', () => {
  it('are there for everybody: /healthz and /readyz', async () => {
    for (const [place, body] of [
      ['/healthz', { ok: true, status: 'live', service: 'openclaw' }],
      ['/readyz', { ready: true }],
    ] as const) {
      const answer = await fetch(scene.gateway.httpUrl + place);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual(body);
    }
  });
});

describe('a state directory of the other OpenClaw', () => {
  async function makeForeign(parent: string): Promise<string> {
    const dir = path.join(parent, '.openclaw');
    await mkdir(path.join(dir, 'agents/main/sessions'), { recursive: true });
    await writeFile(path.join(dir, 'openclaw.json'), '{ theirs: true }');
    return dir;
  }

  it('that is named is refused and not written', async () => {
    const dir = await makeForeign(await mkdtemp(path.join(scene.root, 'named-')));
    const refused = await failToStart({ stateDir: dir });
    expect(refused.output).toContain('STATE_DIR_FOREIGN');
    expect(refused.ended.code).toBe(6);
    expect((await readdir(dir)).toSorted()).toEqual(['agents', 'openclaw.json']);
  });

  it('at the usual place is left alone; ours is kept beside it', async () => {
    const home = await mkdtemp(path.join(os.tmpdir(), 'openclaw-home-'));
    const dir = await makeForeign(home);
    const gateway = await startGateway({ stateDir: undefined, env: { HOME: home } });
    expect(gateway.output()).toContain('.openclaw-desktop');
    await gateway.end();
    expect((await readdir(dir)).toSorted()).toEqual(['agents', 'openclaw.json']);
    expect(await readdir(path.join(home, '.openclaw-desktop'))).toContain('db');
    await rm(home, { recursive: true });
  });
});
