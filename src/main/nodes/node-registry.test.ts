import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DeliveryJob } from '../../shared/model/delivery.ts';
import type { Envelope } from '../../shared/model/envelope.ts';
import type { Connection } from '../platform/connection.ts';
import { createDrivenClock } from '../platform/driven-clock.ts';
import { silentLog } from '../platform/log.ts';
import { plainHostNames } from './host-names.ts';
import { hostedChannelsOf } from './hosted-channels.ts';
import { createNodeRegistry, type NodeRegistry } from './node-registry.ts';
import { makeConfig } from './testkit.ts';

interface TestConnection extends Connection {
  readonly sent: { readonly event: string; readonly payload: unknown }[];
  readonly closed: string[];
  breakOff(): void;
}

function connect(): TestConnection {
  const listeners: (() => void)[] = [];
  const sent: TestConnection['sent'] = [];
  const closed: string[] = [];
  return {
    id: 'c',
    role: 'node',
    scopes: ['node'],
    clientKey: 'k',
    sent,
    closed,
    send(event, payload) {
      sent.push({ event, payload: structuredClone(payload) });
      return true;
    },
    aliasSession: () => undefined,
    close: (_code, reason) => void closed.push(reason),
    onClose: (listener) => void listeners.push(listener),
    breakOff: () => listeners.forEach((listener) => listener()),
  };
}

let config = makeConfig({ a: {} });
let names = plainHostNames;
let registry: NodeRegistry;
const accept = vi.fn(() => Promise.resolve());
const settle = vi.fn(() => Promise.resolve());
const recovered = vi.fn((): Promise<readonly DeliveryJob[]> => Promise.resolve([]));
const onChannelState = vi.fn();

beforeEach(() => {
  config = makeConfig({ a: {} });
  names = plainHostNames;
  registry = createNodeRegistry({
    inbox: { accept, wants: () => true },
    blobs: { has: () => Promise.resolve(false), put: () => Promise.resolve('') },
    outbox: { settle, recovered, wake: () => undefined },
    channelStates: { onChannelState },
    config: () => ({ config, version: 1 }),
    names: {
      hostNameOf: (channel) => names.hostNameOf(channel),
      sameAs: (channel) => names.sameAs(channel),
      reload: () => undefined,
    },
    clock: createDrivenClock(),
    log: silentLog,
  });
});
afterEach(() => vi.clearAllMocks());

const hello = (connection: Connection, runId: string, lastDeliverySeq = 0) =>
  registry.handlers['node.hello']({ nodeId: 'local', runId, lastDeliverySeq }, connection);
const recover = (connection: Connection, runId: string) =>
  registry.handlers['node.recovered']({ runId }, connection);
const job: DeliveryJob = {
  id: 'part',
  attempt: 1,
  channel: 'a',
  chat: { kind: 'direct', id: 'chat' },
  text: 'hello',
  isDraft: false,
  isPossibleDuplicate: false,
};
const deliveries = ({ sent }: TestConnection) =>
  sent.filter(({ event }) => event === 'node.deliver').map(({ payload }) => payload);

it('lets a newer connection of a node replace the older one, whose calls are refused', async () => {
  const [older, newer] = [connect(), connect()];
  await hello(older, 'run');
  await hello(newer, 'run');
  expect(older.closed).toEqual(['replaced']);
  older.breakOff();
  await recover(newer, 'run');
  expect(registry.handoverFor('a')?.runId).toBe('run');
  await expect(recover(older, 'run')).rejects.toMatchObject({ code: 'NODE_REPLACED' });
});

it('refuses whoever did not say hello', async () => {
  await expect(recover(connect(), 'run')).rejects.toMatchObject({ code: 'NODE_HELLO_FIRST' });
});

it('hands nothing over before the outcomes of earlier runs are settled', async () => {
  const host = connect();
  await hello(host, 'run');
  expect(registry.handoverFor('a')).toBeUndefined();
  await recover(host, 'run');
  registry.deliver([job]);
  expect(deliveries(host)).toEqual([{ seq: 1, jobs: [job] }]);
});

it('sends a batch again to the same run from the number it names, and forgets what is settled', async () => {
  const host = connect();
  await hello(host, 'run');
  await recover(host, 'run');
  registry.deliver([job]);
  registry.deliver([{ ...job, id: 'second' }]);
  registry.deliver([{ ...job, id: 'third' }]);
  const outcome = { result: 'sent', id: 'third', attempt: 1, externalId: '1' } as const;
  await registry.handlers['node.outcomes']({ outcomes: [outcome] }, host);
  host.breakOff();

  const again = connect();
  await hello(again, 'run', 1);
  expect(deliveries(again)).toMatchObject([{ seq: 2, jobs: [{ id: 'second' }] }]);
});

it('goes on counting where the host of a restarted gateway stands', async () => {
  const host = connect();
  await hello(host, 'run', 41);
  recovered.mockResolvedValueOnce([job]);
  await recover(host, 'run');
  expect(deliveries(host)).toEqual([{ seq: 42, jobs: [job] }]);
});

it('acknowledges a repeated batch without committing it again, until the run changes', async () => {
  const host = connect();
  const envelopes = [] as never[];
  await hello(host, 'run');
  await registry.handlers['node.inbound']({ seq: 1, envelopes }, host);
  await registry.handlers['node.inbound']({ seq: 1, envelopes }, host);
  expect(accept).toHaveBeenCalledTimes(1);
  const next = connect();
  expect(await hello(next, 'run')).toMatchObject({ lastInboundSeq: 1 });
  expect(await hello(next, 'another run')).toMatchObject({ lastInboundSeq: 0 });
  await registry.handlers['node.inbound']({ seq: 1, envelopes }, next);
  expect(accept).toHaveBeenCalledTimes(2);
});

it('tells a host only what changed for it', async () => {
  const host = connect();
  await hello(host, 'run');
  config = makeConfig({ a: { agent: 'other' }, far: { node: 'vps' } });
  registry.configChanged();
  expect(host.sent).toEqual([]);
  config = makeConfig({ a: { agent: 'other' }, b: {} });
  registry.configChanged();
  expect(host.sent).toMatchObject([
    { event: 'node.config', payload: { channels: [{ id: 'a' }, { id: 'b' }] } },
  ]);
});

it('gives a node no more than the settings that matter there', () => {
  const placement = { nodeOf: (_channel: string, node: string) => node };
  const [channel] = hostedChannelsOf(makeConfig({ a: { agent: 'x' } }), 'local', placement);
  expect(Object.keys(channel?.settings ?? {}).sort()).toEqual(['apiRoot', 'token']);
});

it('shows a channel whose node is away, and that it comes back', async () => {
  const host = connect();
  expect(registry.channelStates()).toMatchObject([{ channel: 'a', state: 'starting' }]);
  await hello(host, 'run');
  await registry.handlers['node.status']({ channel: 'a', state: 'running', account: '@bot' }, host);
  expect(registry.channelStates()).toMatchObject([{ state: 'running', account: '@bot' }]);
  host.breakOff();
  expect(registry.channelStates()).toMatchObject([
    { state: 'retrying', account: '@bot', error: { code: 'NODE_AWAY' } },
  ]);
  await hello(connect(), 'run');
  expect(registry.channelStates()).toMatchObject([{ state: 'starting' }]);
  const published = onChannelState.mock.calls.map(([state]: unknown[]) => state);
  expect(published).toMatchObject(
    ['starting', 'running', 'retrying', 'starting'].map((state) => ({ state })),
  );
});

it('lets a host run on when its channel is renamed, and speaks its language', async () => {
  const host = connect();
  await hello(host, 'run');
  await recover(host, 'run');
  await registry.handlers['node.status']({ channel: 'a', state: 'running', account: '@bot' }, host);
  names = { ...plainHostNames, hostNameOf: (channel) => (channel === 'b' ? 'a' : channel) };
  config = makeConfig({ b: {} });
  registry.configChanged();
  expect(host.sent).toEqual([]);
  expect(registry.channelStates()).toMatchObject([
    { channel: 'b', state: 'running', account: '@bot' },
  ]);

  registry.deliver([{ ...job, channel: 'b' }]);
  registry.showTyping('b', '42');
  expect(host.sent).toMatchObject([
    { event: 'node.deliver', payload: { jobs: [{ id: 'part', channel: 'a' }] } },
    { event: 'node.typing', payload: { channel: 'a', chatId: '42' } },
  ]);
  const envelope: Envelope = {
    ...{ channel: 'a', dedupeKey: '1', account: '7', kind: 'new', text: 'hi', attachments: [] },
    ...{ chat: { kind: 'direct', id: '42' }, sender: { id: '42' }, isAddressed: true, sentAt: 0 },
  };
  await registry.handlers['node.inbound']({ seq: 1, envelopes: [envelope] }, host);
  expect(accept).toHaveBeenCalledWith('local', 'run', 1, [{ ...envelope, channel: 'b' }]);
});
