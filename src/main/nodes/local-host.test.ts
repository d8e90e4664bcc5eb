import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock, type Clock } from '../platform/clock.ts';
import { silentLog } from '../platform/log.ts';
import { createLocalHost, type LocalHost } from './local-host.ts';
import { createLocalPlacement } from './local-placement.ts';
import { makeConfig, startTestGateway, type TestGateway } from './testkit.ts';

const program = fileURLToPath(new URL('../../../e2e/channels/host-fixture.ts', import.meta.url));
/** Questions and pauses come faster; what the host does takes its own time. */
const quickClock: Clock = {
  ...systemClock,
  after: (delayMs, callback, options) => systemClock.after(delayMs / 10, callback, options),
};

let stateDir: string;
let gateway: TestGateway;
let local: LocalHost;

async function start(
  channels: Parameters<typeof makeConfig>[0],
  clock: Clock = systemClock,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const placement = createLocalPlacement();
  gateway = await startTestGateway(makeConfig(channels), placement);
  local = createLocalHost({
    registry: gateway.registry,
    placement,
    config: () => gateway,
    address: () => ({ url: gateway.url, token: gateway.token }),
    stateDir,
    version: 'test',
    command: [process.execPath, program],
    env,
    clock,
    log: silentLog,
  });
  local.refresh();
}

const stateOf = (channel: string) =>
  gateway.registry.channelStates().find((state) => state.channel === channel);
const runs = (channel: string): boolean => stateOf(channel)?.state === 'running';

beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'local-host-'));
});
afterEach(async () => {
  await local.stop();
  await gateway.close();
  await rm(stateDir, { recursive: true });
});

describe('when hosts run', () => {
  it('starts none before a messenger is configured, and none stays when the last is gone', async () => {
    await start({});
    expect(local.pids().size).toBe(0);
    gateway.config = makeConfig({ a: {} });
    gateway.registry.configChanged();
    local.refresh();
    await gateway.until(() => runs('a'), 'the channel');
    const pid = local.pids().get('local') ?? 0;
    gateway.config = makeConfig({ a: { enabled: false } });
    gateway.registry.configChanged();
    local.refresh();
    expect(local.pids().size).toBe(0);
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
    expect(stateOf('a')?.state).toBe('off');
  });

  it('never shows a secret in arguments or environment', async () => {
    await start({ a: { token: 'fine-secret' } }, systemClock, {
      ...process.env,
      TELEGRAM_BOT_TOKEN: 'env-secret',
    });
    await gateway.until(() => runs('a'), 'the channel');
    const pid = local.pids().get('local') ?? 0;
    const seen = ['cmdline', 'environ'].map((file) => readFileSync(`/proc/${pid}/${file}`, 'utf8'));
    for (const secret of [gateway.token, 'fine-secret', 'env-secret'])
      expect(seen.join('\n')).not.toContain(secret);
  });

  it('ends by itself when its parent is gone, and keeps what was on the wire', async () => {
    await start({ a: { token: 'slow' } });
    await gateway.until(() => gateway.registry.handoverFor('a') !== undefined, 'ready');
    const pid = local.pids().get('local') ?? 0;
    gateway.registry.deliver([
      {
        id: 'part',
        attempt: 1,
        channel: 'a',
        chat: { kind: 'direct', id: 'chat' },
        text: 'hello',
        isDraft: false,
        isPossibleDuplicate: false,
      },
    ]);
    await gateway.goAway();
    await local.stop();
    expect(isAlive(pid)).toBe(false);
    await gateway.comeBack();
    local = createLocalHost({
      registry: gateway.registry,
      placement: createLocalPlacement(),
      config: () => gateway,
      address: () => ({ url: gateway.url, token: gateway.token }),
      stateDir,
      version: 'test',
      command: [process.execPath, program],
      env: process.env,
      clock: systemClock,
      log: silentLog,
    });
    local.refresh();
    await gateway.until(() => gateway.outcomes.length > 0, 'the outcome');
    expect(gateway.outcomes).toMatchObject([{ id: 'part', result: 'sent' }]);
  });
});

describe('what goes wrong', () => {
  it('keeps the neighbour of a channel that throws', async () => {
    await start({ good: {}, bad: { token: 'throws' }, worse: { token: 'rejects' } });
    await gateway.until(() => runs('good') && stateOf('bad')?.error !== undefined, 'the error');
    expect(stateOf('bad')?.error).toMatchObject({ code: 'CHANNEL_FAILED' });
    await gateway.until(() => stateOf('worse')?.error !== undefined, 'the other error');
    const helloCount = gateway.calls.filter((call) => call === 'node.hello').length;
    expect(helloCount).toBe(1);
  });

  it('starts a host again that was killed, and says why the channel was away', async () => {
    await start({ a: {} }, quickClock);
    await gateway.until(() => runs('a'), 'the channel');
    const pid = local.pids().get('local') ?? 0;
    process.kill(pid, 'SIGKILL');
    await gateway.until(() => stateOf('a')?.error?.code === 'HOST_CRASHED', 'the crash');
    await gateway.until(() => runs('a') && local.pids().get('local') !== pid, 'the new host');
  });

  it('kills a host that hangs', async () => {
    await start({ a: { token: 'hangs' } }, quickClock);
    await gateway.until(
      () => stateOf('a')?.error?.message.includes('hung') === true,
      'the end of the hanging host',
    );
  });

  it('gives a channel that keeps crashing its host a host of its own', async () => {
    await start({ good: {}, bad: { token: 'dies' } }, quickClock);
    await gateway.until(() => stateOf('bad')?.nodeId === 'local#bad', 'the move');
    await gateway.until(() => runs('good'), 'the good channel');
    const before = local.pids().get('local');
    // The bad one goes on crashing, alone.
    await gateway.until(
      () =>
        gateway.states.filter(({ nodeId, error }) => nodeId === 'local#bad' && error).length > 1,
      'another crash',
    );
    expect(local.pids().get('local')).toBe(before);
    expect(runs('good')).toBe(true);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
