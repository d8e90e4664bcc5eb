import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AttachedPeer } from '../../../src/main/gateway/types.ts';
import type { Connection } from '../../../src/main/platform/connection.ts';
import { limits } from '../../../src/shared/config/limits.ts';
import type { ResultOf } from '../../../src/shared/protocol/contract.ts';
import { createFakeCarrier } from './fake-carrier.ts';
import { connectRaw, simpleHandlers, startGateway, type TestGateway } from './harness.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startGateway();
});
afterEach(() => gateway.close());

const changed = (reason: 'requested' | 'approved' | 'updated'): void =>
  gateway.server.events.publish('people.changed', { reason });

interface CatchingUpClient {
  readonly heard: string[];
  leave(): void;
  comeBack(): void;
}

/** A client that counts what it hears, and asks for the rest when it comes back. */
function createCatchingUpClient(): CatchingUpClient {
  const identity = { role: 'operator', scopes: ['operator.read'], clientKey: 'c' } as const;
  const heard: string[] = [];
  const reasonOf = (payload: unknown): string => (payload as { reason: string }).reason;
  let carrier = createFakeCarrier();
  let peer: AttachedPeer | undefined = gateway.server.attach(carrier, identity);
  let { epoch, cursor } = gateway.server.resume({});
  const client: CatchingUpClient = {
    heard,
    leave() {
      const live = carrier.frames.filter(({ event }) => event === 'people.changed');
      if (!peer) return;
      heard.push(...live.map(({ payload }) => reasonOf(payload)));
      cursor += live.length;
      peer.closed();
      peer = undefined;
    },
    comeBack() {
      if (peer) return;
      carrier = createFakeCarrier();
      peer = gateway.server.attach(carrier, identity);
      const request = { type: 'req', id: '1', method: 'events.resume', params: { epoch, cursor } };
      peer.receive(JSON.stringify(request));
      const answer = carrier.frames.pop()?.payload as ResultOf<'events.resume'>;
      expect(answer.reload).toBe(false);
      heard.push(...answer.events.map(({ payload }) => reasonOf(payload)));
      ({ epoch, cursor } = answer);
    },
  };
  return client;
}

describe('events.resume', () => {
  it('brings back exactly what was missed, in any mixture of coming and going', async () => {
    const reason = fc.constantFrom('requested' as const, 'approved' as const, 'updated' as const);
    const script = fc.array(
      fc.oneof(reason, fc.constantFrom('leave' as const, 'return' as const)),
      {
        maxLength: 30,
      },
    );
    await fc.assert(
      fc.asyncProperty(script, async (steps) => {
        const told: string[] = [];
        const client = createCatchingUpClient();
        for (const step of steps) {
          if (step === 'leave') client.leave();
          else if (step === 'return') client.comeBack();
          else {
            told.push(step);
            changed(step);
          }
        }
        client.comeBack();
        client.leave();
        expect(client.heard).toEqual(told);
      }),
      { numRuns: 60 },
    );
  });

  it('says reload when more was missed than is kept, and to another epoch', async () => {
    const { client } = await connectRaw(gateway);
    const start = (await client.request('events.resume')).payload as ResultOf<'events.resume'>;
    expect(start).toMatchObject({ reload: true, epoch: 'boot-1' });
    for (let i = 0; i <= limits.eventLog.entries; i += 1) changed('updated');
    const late = await client.request('events.resume', { epoch: 'boot-1', cursor: start.cursor });
    expect(late.payload).toMatchObject({ reload: true, events: [] });
    const other = await client.request('events.resume', { epoch: 'boot-0', cursor: 0 });
    expect(other.payload).toMatchObject({ reload: true });
  });

  it('is answered before anything else can be sent', async () => {
    const { client } = await connectRaw(gateway);
    const asked = client.request('events.resume');
    for (let i = 0; i < 50; i += 1) {
      changed('updated');
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { cursor } = (await asked).payload as ResultOf<'events.resume'>;
    await client.request('sessions.list');
    const at = client.received.findIndex(({ type, id }) => type === 'res' && id === 'r2');
    const before = client.received.slice(0, at).filter(({ event }) => event === 'people.changed');
    expect(before).toHaveLength(cursor);
  });
});

describe('who hears what', () => {
  it('depends on role and scope; a tick and the end are for all', async () => {
    const { client: reader } = await connectRaw(gateway, { scopes: ['operator.read'] });
    const { client: nobody } = await connectRaw(gateway, { scopes: [] });
    const { client: node } = await connectRaw(gateway, { role: 'node', scopes: [] });
    changed('updated');
    gateway.server.announceShutdown('test');
    const names: (string | undefined)[][] = [];
    for (const client of [reader, nobody, node]) {
      await client.next(({ event }) => event === 'shutdown');
      names.push(client.received.filter(({ seq }) => seq !== undefined).map(({ event }) => event));
    }
    expect(names).toEqual([['people.changed', 'shutdown'], ['shutdown'], ['shutdown']]);
  });

  it('carries the name of a conversation that the client used', async () => {
    const { client } = await connectRaw(gateway);
    const { client: other } = await connectRaw(gateway);
    await client.request('chat.send', { sessionKey: 'main', message: 'x', idempotencyKey: 'k' });
    const sessionKey = 'agent:assistant:main';
    gateway.server.events.publish('chat', { runId: 'k', sessionKey, seq: 1, state: 'final' });
    const key = async (from: typeof client): Promise<unknown> =>
      ((await from.next(({ event }) => event === 'chat')).payload as { sessionKey: string })
        .sessionKey;
    expect([await key(client), await key(other)]).toEqual(['main', sessionKey]);
  });
});

describe('the text of a run', () => {
  it('reaches a client that connects in the middle whole, and then goes on', async () => {
    const base = { runId: 'r', sessionKey: 'agent:assistant:main' };
    const say = (seq: number, deltaText: string): void =>
      gateway.server.events.publish('chat', { ...base, seq, state: 'delta', deltaText });
    const { client: early } = await connectRaw(gateway);
    for (let i = 1; i <= 100; i += 1) say(i, `${i} `);
    const { client: late } = await connectRaw(gateway);
    const first = await late.next(({ event }) => event === 'chat');
    const whole = Array.from({ length: 100 }, (_, i) => `${i + 1} `).join('');
    expect(first.payload).toMatchObject({ deltaText: whole, replace: true, seq: 100 });
    say(101, 'end');
    gateway.server.events.publish('chat', { ...base, seq: 102, state: 'final' });
    for (const client of [early, late]) {
      await client.next(
        ({ payload }) => (payload as { state?: string } | undefined)?.state === 'final',
      );
      const deltas = client.received.filter(({ event }) => event === 'chat').slice(0, -1);
      expect(deltas.length).toBeLessThan(10);
      const text = deltas.reduce((shown, { payload }) => {
        const delta = payload as { deltaText: string; replace?: boolean };
        return delta.replace ? delta.deltaText : shown + delta.deltaText;
      }, '');
      expect(text).toBe(`${whole}end`);
    }
  });
});

describe('a client that reads too slowly', () => {
  /** Fills the line of a client that reads nothing, until the server has to keep something. */
  async function fillLine(): Promise<{
    client: Awaited<ReturnType<typeof connectRaw>>['client'];
    connection: Connection;
  }> {
    let connection: Connection | undefined;
    await gateway.close();
    const handlers = {
      ...simpleHandlers(() => gateway.server),
      'agents.list': (_params: unknown, from: Connection) => {
        connection = from;
        return { defaultId: 'a', mainKey: 'main', scope: 'global' as const, agents: [] };
      },
    };
    gateway = await startGateway({ handlers });
    const { client } = await connectRaw(gateway);
    await client.request('agents.list');
    client.socket.pause();
    return { client, connection: connection! };
  }

  const step = {
    runId: 'r',
    seq: 1,
    stream: 'tool',
    ts: 1,
    data: { text: 'x'.repeat(256 * 1024) },
  };

  it('misses what may be missed, sees the gap, and gets the rest', async () => {
    const { client, connection } = await fillLine();
    let sent = 0;
    while (connection.send('agent', step)) sent += 1;
    changed('updated');
    client.socket.resume();
    await client.next(({ event }) => event === 'people.changed');
    const numbers = client.received.flatMap(({ seq }) => seq ?? []);
    expect(numbers).toEqual([...Array.from({ length: sent }, (_, i) => i + 1), sent + 2]);
  });

  it('is closed with 1008 when it lags further than is kept', async () => {
    const { client, connection } = await fillLine();
    const message = {
      role: 'user' as const,
      content: [{ type: 'text' as const, text: 'x'.repeat(4 * 1024 * 1024) }],
      timestamp: 1,
    };
    const event = { sessionKey: 'agent:assistant:main', message };
    let sent = 0;
    while (connection.send('chat.message', event)) sent += 1;
    expect(sent * 4).toBeGreaterThan(limits.frame.bufferedBytes / 1024 / 1024);
    client.socket.resume();
    expect((await client.closed).code).toBe(1008);
  });
});
