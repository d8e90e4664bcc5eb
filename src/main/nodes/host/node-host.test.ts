import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors/index.ts';
import type { DeliveryJob } from '../../../shared/model/delivery.ts';
import {
  createMemoryMessenger,
  type MemoryMessenger,
} from '../../channels/_template/memory-messenger.ts';
import { templateDescriptor } from '../../channels/_template/descriptor.ts';
import { createTemplateFactory } from '../../channels/_template/template-channel.ts';
import type { ChannelEntry } from '../../channels/registry.ts';
import { systemClock } from '../../platform/clock.ts';
import { silentLog } from '../../platform/log.ts';
import { makeConfig, startTestGateway, type TestGateway } from '../testkit.ts';
import { createNodeHost, type NodeHost } from './node-host.ts';

let dir: string;
let gateway: TestGateway;
let messenger: MemoryMessenger;
let hosts: NodeHost[];

let starts: number;
let requests: number;
let requestGate: Promise<void>;

/** The messenger of the template under the name of one that the config knows. */
const registry = (): Record<string, ChannelEntry> => ({
  telegram: {
    descriptor: { ...templateDescriptor, editIntervalMs: 0 },
    load: async () => (instance, host) => {
      starts += 1;
      const channel = createTemplateFactory(messenger)(instance, host);
      return {
        ...channel,
        async deliver(job) {
          requests += 1;
          await requestGate;
          return channel.deliver(job);
        },
      };
    },
  },
});

function startHost(): NodeHost {
  const { url, token } = gateway;
  const host = createNodeHost({
    address: { url, token, nodeId: 'local', version: 'test' },
    dir,
    registry: registry(),
    onWork: () => undefined,
    onFatal: (error) => {
      throw error;
    },
    clock: systemClock,
    log: silentLog,
  });
  host.start();
  hosts.push(host);
  return host;
}

async function endHost(host: NodeHost): Promise<void> {
  hosts = hosts.filter((other) => other !== host);
  await host.stop();
}

const makeJob = (part: Partial<DeliveryJob> = {}): DeliveryJob => ({
  id: 'part-1',
  attempt: 1,
  channel: 'first',
  chat: { kind: 'direct', id: 'chat' },
  text: 'hello',
  isDraft: false,
  isPossibleDuplicate: false,
  ...part,
});
const say = (message: number, text: string): void =>
  messenger.happen({ kind: 'new', message, text });
const isReady = (): boolean => gateway.registry.handoverFor('first') !== undefined;
const texts = (): readonly string[] => gateway.inbox.map(({ text }) => text);

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'node-host-'));
  messenger = createMemoryMessenger();
  gateway = await startTestGateway(makeConfig({ first: {} }));
  hosts = [];
  starts = 0;
  requests = 0;
  requestGate = Promise.resolve();
});
afterEach(async () => {
  for (const host of hosts) await host.stop();
  await gateway.close();
  await rm(dir, { recursive: true });
});

describe('inbound', () => {
  it('confirms to the messenger after the gateway has committed', async () => {
    const gate = Promise.withResolvers<undefined>();
    gateway.inboxGate = gate.promise.then(() => undefined);
    startHost();
    say(1, 'hello');
    await gateway.until(() => gateway.arrived.length === 1, 'the message');
    expect(messenger.confirmedCursor).toBe(0);
    gate.resolve(undefined);
    await expect.poll(() => messenger.confirmedCursor).toBe(1);
    expect(texts()).toEqual(['hello']);
  });

  it('keeps messages while the gateway is away, and hands them in before newer ones', async () => {
    const host = startHost();
    await gateway.until(isReady, 'ready');
    await gateway.goAway();
    for (let n = 1; n <= 5; n += 1) say(n, `away ${n}`);
    await expect.poll(() => messenger.confirmedCursor).toBe(5);
    // What is on disk outlives the process.
    await endHost(host);
    say(6, 'after the restart');
    await gateway.comeBack();
    startHost();
    await gateway.until(() => gateway.inbox.length === 6, 'all of them');
    expect(texts()).toEqual([1, 2, 3, 4, 5].map((n) => `away ${n}`).concat('after the restart'));
  });

  it('keeps messages that a failing gateway does not take, and tries again', async () => {
    gateway.inboxError = new AppError('STORAGE_FULL', { path: 'x' });
    startHost();
    say(1, 'hello');
    await expect.poll(() => messenger.confirmedCursor, { timeout: 5_000 }).toBe(1);
    expect(texts()).toEqual([]);
    gateway.inboxError = undefined;
    await gateway.until(() => gateway.inbox.length === 1, 'the message');
  });

  it('hands a message in again when the answer was lost, and it counts once', async () => {
    const gate = Promise.withResolvers<undefined>();
    startHost();
    await gateway.until(isReady, 'ready');
    gateway.inboxGate = gate.promise.then(() => undefined);
    say(1, 'hello');
    await gateway.until(() => gateway.arrived.length === 1, 'the message');
    await gateway.goAway();
    gate.resolve(undefined);
    await gateway.comeBack();
    say(2, 'and more');
    await gateway.until(() => gateway.inbox.length === 2, 'both');
    expect(texts()).toEqual(['hello', 'and more']);
  });
});

describe('outbound', () => {
  it('sends, and says what became of it', async () => {
    startHost();
    await gateway.until(isReady, 'ready');
    gateway.registry.deliver([makeJob()]);
    await gateway.until(() => gateway.outcomes.length === 1, 'the outcome');
    expect(gateway.outcomes[0]).toEqual({
      result: 'sent',
      id: 'part-1',
      attempt: 1,
      externalId: '1',
    });
    expect(gateway.registry.handoverFor('first')?.room).toBeGreaterThan(0);
  });

  it('knows where a part stands although the job was written before', async () => {
    startHost();
    await gateway.until(isReady, 'ready');
    gateway.registry.deliver([makeJob({ isDraft: true, text: 'he' })]);
    await gateway.until(() => gateway.outcomes.length === 1, 'the draft');
    gateway.registry.deliver([makeJob({ attempt: 2, text: 'hello' })]);
    await gateway.until(() => gateway.outcomes.length === 2, 'the final text');
    expect(messenger.shown).toEqual([{ number: 1, text: 'hello' }]);
  });

  it('keeps an outcome for a gateway that is away, over a restart, and then says so', async () => {
    const host = startHost();
    await gateway.until(isReady, 'ready');
    const runId = gateway.registry.handoverFor('first')?.runId;
    const gate = Promise.withResolvers<undefined>();
    requestGate = gate.promise.then(() => undefined);
    gateway.registry.deliver([makeJob()]);
    await expect.poll(() => requests).toBe(1);
    await gateway.goAway();
    gate.resolve(undefined);
    await expect.poll(() => messenger.shown.length).toBe(1);
    await endHost(host);
    expect(gateway.outcomes).toEqual([]);

    await gateway.comeBack();
    startHost();
    await gateway.until(() => gateway.recoveries.length === 2, 'the recovery');
    expect(gateway.outcomes).toMatchObject([{ result: 'sent', id: 'part-1' }]);
    expect(gateway.recoveries[1]?.runId).not.toBe(runId);
    const order = gateway.calls.lastIndexOf('node.outcomes');
    expect(order).toBeLessThan(gateway.calls.lastIndexOf('node.recovered'));
  });

  it('does nothing twice when the gateway asks about a job again', async () => {
    startHost();
    await gateway.until(isReady, 'ready');
    const gate = Promise.withResolvers<undefined>();
    requestGate = gate.promise.then(() => undefined);
    gateway.registry.deliver([makeJob()]);
    await expect.poll(() => requests).toBe(1);
    gateway.openJobs = [makeJob()];
    await gateway.goAway();
    await gateway.comeBack();
    await gateway.until(() => gateway.recoveries.length === 2 && isReady(), 'connected again');
    gate.resolve(undefined);
    await gateway.until(() => gateway.outcomes.length >= 1, 'the outcome');
    expect(messenger.shown).toHaveLength(1);
  });

  it('gives back what no host can take', () => {
    gateway.registry.deliver([makeJob()]);
    expect(gateway.outcomes).toMatchObject([
      { result: 'failed', kind: 'unreachable', hasBegun: false },
    ]);
  });
});

describe('configuration', () => {
  it('restarts a channel only for a setting that needs it', async () => {
    startHost();
    await gateway.until(isReady, 'ready');
    await expect.poll(() => starts).toBe(1);
    gateway.config = makeConfig({ first: { agent: 'other' } });
    gateway.registry.configChanged();
    gateway.config = makeConfig({ first: { token: 'another' } });
    gateway.registry.configChanged();
    await expect.poll(() => starts).toBe(2);
    gateway.config = makeConfig({ first: { token: 'another', enabled: false } });
    gateway.registry.configChanged();
    expect(gateway.registry.channelStates()).toMatchObject([{ channel: 'first', state: 'off' }]);
  });
});
