import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryJob } from '../../src/shared/model/delivery.ts';
import { createLocalHost, type LocalHost } from '../../src/main/nodes/local-host.ts';
import { createLocalPlacement } from '../../src/main/nodes/local-placement.ts';
import { makeConfig, startTestGateway, type TestGateway } from '../../src/main/nodes/testkit.ts';
import { systemClock } from '../../src/main/platform/clock.ts';
import { killPoints, type KillPoint } from '../../src/main/platform/kill-points.ts';
import { silentLog } from '../../src/main/platform/log.ts';
import {
  openTelegramSite,
  type TelegramMessenger,
  type TelegramSite,
} from './telegram-messenger.ts';

/** The real channel host with the real library, killed at each of its points. */
const program = fileURLToPath(new URL('../../src/main/node-host.ts', import.meta.url));

let site: TelegramSite;
let stateDir: string;
let gateway: TestGateway;
let messenger: TelegramMessenger;
let local: LocalHost;

beforeAll(async () => {
  site = await openTelegramSite();
});
afterAll(() => site.stop());
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'host-crash-'));
  messenger = await site.openMessenger();
  gateway = await startTestGateway(makeConfig({ telegram: messenger.settings }));
});
afterEach(async () => {
  await local.stop();
  await gateway.close();
  await messenger.close();
  await rm(stateDir, { recursive: true });
});

function startHost(env: Readonly<Record<string, string>>): void {
  local = createLocalHost({
    registry: gateway.registry,
    placement: createLocalPlacement(),
    config: () => gateway,
    address: () => ({ url: gateway.url, token: gateway.token }),
    stateDir,
    version: 'test',
    command: [process.execPath, program],
    env: { ...process.env, ...env },
    clock: systemClock,
    log: silentLog,
  });
  local.refresh();
}

const runCount = (): number => new Set(gateway.recoveries.map(({ runId }) => runId)).size;
const pointsWith = (part: RegExp): readonly KillPoint[] =>
  killPoints.filter((point) => part.test(point));

describe('a host that is killed', () => {
  it.each(pointsWith(/^host\.(inbound|offset)/))(
    'at %s brings every message in exactly once',
    async (point) => {
      startHost({ OPENCLAW_KILL_POINT: point });
      await messenger.say('one');
      await gateway.until(() => runCount() === 2, 'the next host');
      await messenger.say('two');
      await gateway.until(() => gateway.inbox.length >= 2, 'both messages');
      await messenger.waitForConfirmation();
      expect(gateway.inbox.map(({ text }) => text)).toEqual(['one', 'two']);
    },
  );

  it.each(pointsWith(/^host\.spool/))(
    'at %s, with the gateway away, brings every message in exactly once',
    async (point) => {
      startHost({ OPENCLAW_KILL_POINT: point });
      await gateway.until(() => runCount() === 1, 'the host');
      await site.server.waitForPoll();
      const pid = local.pids().get('local');
      await gateway.goAway();
      await messenger.say('one');
      await expect.poll(() => local.pids().get('local'), { timeout: 15_000 }).not.toBe(pid);
      await gateway.comeBack();
      await messenger.say('two');
      await gateway.until(() => gateway.inbox.length >= 2, 'both messages');
      await messenger.waitForConfirmation();
      expect(gateway.inbox.map(({ text }) => text)).toEqual(['one', 'two']);
    },
  );

  it.each(pointsWith(/^host\.(deliver|request|outcome)/))(
    'at %s shows an answer once, or twice with a mark',
    async (point) => {
      startHost({ OPENCLAW_KILL_POINT: point });
      await gateway.until(() => gateway.registry.handoverFor('telegram') !== undefined, 'the host');
      const job: DeliveryJob = {
        id: 'part',
        attempt: 1,
        channel: 'telegram',
        chat: messenger.chat,
        text: 'the answer',
        isDraft: false,
        isPossibleDuplicate: false,
      };
      gateway.registry.deliver([job]);
      await gateway.until(() => runCount() === 2, 'the next host');
      // As the delivery engine does with a row that was cut off.
      const isSettled = (): boolean => gateway.outcomes.some(({ result }) => result === 'sent');
      if (!isSettled())
        gateway.registry.deliver([{ ...job, attempt: 2, isPossibleDuplicate: true }]);
      await gateway.until(isSettled, 'the outcome');
      const shown = await messenger.shownTexts();
      const marked = shown.filter((text) => text !== 'the answer');
      expect(shown.length - marked.length).toBeLessThanOrEqual(1);
      expect(shown.length).toBeGreaterThan(0);
      for (const text of marked) expect(text).toContain('may have been sent twice');
    },
  );
});

describe('without its protections', () => {
  it('loses a message when the offset moves before the commit', async () => {
    startHost({
      NODE_ENV: 'test',
      OPENCLAW_TEST_DISABLE: 'offset-after-commit',
      OPENCLAW_KILL_POINT: 'host.inbound.before-send',
    });
    await messenger.say('lost');
    await gateway.until(() => runCount() === 2, 'the next host');
    await messenger.say('two');
    await gateway.until(() => gateway.inbox.length >= 1, 'the second message');
    expect(gateway.inbox.map(({ text }) => text)).toEqual(['two']);
  });

  it('loses a message when the host does not wait for the acknowledgement', async () => {
    startHost({ NODE_ENV: 'test', OPENCLAW_TEST_DISABLE: 'host-acknowledgement' });
    await gateway.until(() => runCount() === 1, 'the host');
    const never = Promise.withResolvers<never>();
    gateway.inboxGate = never.promise;
    await messenger.say('lost');
    await messenger.waitForConfirmation();
    process.kill(local.pids().get('local') ?? 0, 'SIGKILL');
    gateway.inboxGate = Promise.resolve();
    await gateway.until(() => runCount() === 2, 'the next host');
    await messenger.say('two');
    await gateway.until(() => gateway.inbox.length >= 1, 'the second message');
    expect(gateway.inbox.map(({ text }) => text)).toEqual(['two']);
  });
});
