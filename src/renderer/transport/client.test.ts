import { describe, expect, it } from 'vitest';
import { createClient, type Client } from './client.ts';
import { createDrivenClock, settle, type DrivenClock } from './driven-clock.ts';
import { createFakeCarrier, type FakeCarrier } from './fake-carrier.ts';
import type { ConnectionPhase } from './phase.ts';

const tickIntervalMs = 30_000;
const hello = {
  type: 'hello-ok',
  protocol: 4,
  server: { version: '1', connId: 'c', bootId: 'b' },
  features: { methods: [], events: [] },
  snapshot: {
    presence: [],
    health: { ok: true, ts: 0 },
    stateVersion: { presence: 0, health: 0 },
    uptimeMs: 0,
    appliedConfigHash: null,
    sessionDefaults: {
      defaultAgentId: 'a',
      mainKey: 'main',
      mainSessionKey: 'agent:a:main',
      scope: 'per-sender',
    },
  },
  auth: { role: 'operator', scopes: [] },
  policy: {
    maxPayload: 1,
    maxBufferedBytes: 1,
    tickIntervalMs,
    attachments: { maxBytes: 1, maxImageBytes: 1 },
  },
};
const identity = {
  version: '1',
  platform: 'web',
  locale: 'en',
  timeZone: 'UTC',
  userAgent: 'test',
};

interface Bench {
  readonly client: Client;
  readonly carrier: FakeCarrier;
  readonly clock: DrivenClock;
  readonly phases: ConnectionPhase[];
  readonly readies: boolean[];
  readonly reports: string[];
  readonly shakeHands: () => void;
}

function setUp(needsHandshake = true): Bench {
  const carrier = createFakeCarrier(needsHandshake);
  const clock = createDrivenClock();
  const client = createClient({ carrier, clock, random: () => 1, identity });
  const phases: ConnectionPhase[] = [];
  const readies: boolean[] = [];
  const reports: string[] = [];
  client.onPhase((phase) => phases.push(phase));
  client.onReady(({ reload }) => readies.push(reload));
  client.onReport((what) => reports.push(what));
  const shakeHands = (): void => {
    carrier.accept();
    carrier.say({
      type: 'event',
      event: 'connect.challenge',
      payload: { nonce: 'n', ts: 0, capabilities: [] },
    });
    carrier.answer('connect', hello);
  };
  return { client, carrier, clock, phases, readies, reports, shakeHands };
}

async function goOnline(bench: Bench, cursor = 100): Promise<void> {
  bench.client.start();
  bench.shakeHands();
  bench.carrier.answer('events.resume', { epoch: 'e', cursor, reload: true, events: [] });
  await settle();
}

const peopleChanged = (reason: string): object => ({
  type: 'event',
  event: 'people.changed',
  payload: { reason },
});

describe('handshake', () => {
  it('waits for the challenge and asks for the scopes of an interface', () => {
    const { client, carrier } = setUp();
    client.start();
    carrier.accept();
    expect(carrier.sent).toEqual([]);
    carrier.say({ type: 'event', event: 'connect.challenge', payload: {} });
    expect(carrier.sent[0]?.params).toMatchObject({
      minProtocol: 4,
      client: { id: 'openclaw-control-ui', mode: 'ui' },
      role: 'operator',
    });
  });

  it('is left out on the line of the desktop program', () => {
    const { client, carrier, phases } = setUp(false);
    client.start();
    carrier.accept();
    expect(phases.at(-1)).toEqual({ kind: 'online', hello: null });
    expect(carrier.sent.map((request) => request.method)).toEqual([
      'events.watch',
      'events.resume',
    ]);
  });

  it('stops trying when the gateway refuses the sign-in', async () => {
    const { client, carrier, clock, phases } = setUp();
    client.start();
    carrier.accept();
    carrier.say({ type: 'event', event: 'connect.challenge', payload: {} });
    carrier.refuse('connect', {
      code: 'INVALID_REQUEST',
      message: 'no token',
      details: { code: 'AUTH_TOKEN_MISSING', hint: 'sign in' },
    });
    await clock.advance(120_000);
    expect(phases.at(-1)).toMatchObject({
      kind: 'refused',
      error: { code: 'AUTH_TOKEN_MISSING', hint: 'sign in' },
    });
    expect(carrier.openCount).toBe(1);
  });

  it('waits as long as the gateway says when there were too many attempts', async () => {
    const { client, carrier, clock } = setUp();
    client.start();
    carrier.accept();
    carrier.say({ type: 'event', event: 'connect.challenge', payload: {} });
    carrier.refuse('connect', {
      code: 'RATE_LIMITED',
      message: 'slow',
      details: { code: 'AUTH_RATE_LIMITED' },
      retryAfterMs: 60_000,
    });
    await clock.advance(59_999);
    expect(carrier.openCount).toBe(1);
    await clock.advance(1);
    expect(carrier.openCount).toBe(2);
  });

  it('gives up on a gateway that says nothing and tries again', async () => {
    const { client, carrier, clock, phases } = setUp();
    client.start();
    carrier.accept();
    await clock.advance(10_000);
    expect(phases.at(-1)?.kind).toBe('waiting');
  });
});

describe('reconnecting', () => {
  it('doubles the pause up to thirty seconds', async () => {
    const { client, carrier, clock, phases } = setUp();
    client.start();
    const pauses: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      carrier.breakLine();
      const phase = phases.at(-1);
      if (phase?.kind !== 'waiting') throw new Error('expected to wait');
      pauses.push(phase.retryAt - clock.now());
      await clock.advance(phase.retryAt - clock.now());
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it('connects at once when asked to', async () => {
    const bench = setUp();
    await goOnline(bench);
    bench.carrier.breakLine();
    expect(bench.carrier.openCount).toBe(1);
    bench.client.retryNow();
    expect(bench.carrier.openCount).toBe(2);
  });

  it('ends a line that was silent for two ticks', async () => {
    const bench = setUp();
    await goOnline(bench);
    await bench.clock.advance(tickIntervalMs);
    bench.carrier.say({ type: 'event', event: 'tick', payload: { ts: 1 } });
    await bench.clock.advance(tickIntervalMs * 2 - 1);
    expect(bench.phases.at(-1)?.kind).toBe('online');
    await bench.clock.advance(1);
    expect(bench.phases.at(-1)?.kind).toBe('waiting');
  });

  it('says when the gateway announced that it stops', async () => {
    const bench = setUp();
    await goOnline(bench);
    bench.carrier.say({ type: 'event', event: 'shutdown', payload: { reason: 'restart' } });
    bench.carrier.breakLine();
    expect(bench.phases.at(-1)).toMatchObject({ kind: 'waiting', reason: 'stopping' });
  });
});

describe('catching up', () => {
  it('asks for a reload on the first connect', async () => {
    const bench = setUp();
    await goOnline(bench);
    expect(bench.readies).toEqual([true]);
  });

  it('resumes near the counted cursor, hands on what was missed, then what waited', async () => {
    const bench = setUp();
    const seen: string[] = [];
    bench.client.on('people.changed', ({ reason }) => seen.push(reason));
    await goOnline(bench, 100);
    bench.carrier.say(peopleChanged('requested'));
    bench.carrier.say(peopleChanged('approved'));
    bench.carrier.breakLine();
    bench.client.retryNow();
    bench.shakeHands();
    bench.carrier.say(peopleChanged('removed'));
    expect(bench.carrier.sent.at(-1)?.params).toEqual({ epoch: 'e', cursor: 102 - 16 });
    bench.carrier.answer('events.resume', {
      epoch: 'e',
      cursor: 103,
      reload: false,
      events: [{ cursor: 103, event: 'people.changed', payload: { reason: 'updated' } }],
    });
    await bench.clock.advance(16);
    expect(seen).toEqual(['requested', 'approved', 'updated', 'removed']);
    expect(bench.readies).toEqual([true, false]);
  });

  it('catches up when the numbers of a connection show a gap', async () => {
    const bench = setUp();
    await goOnline(bench);
    bench.carrier.say({ type: 'event', event: 'tick', payload: { ts: 1 }, seq: 4 });
    bench.carrier.say({ type: 'event', event: 'tick', payload: { ts: 1 }, seq: 5 });
    expect(bench.carrier.countOf('events.resume')).toBe(1);
    bench.carrier.say({ type: 'event', event: 'tick', payload: { ts: 1 }, seq: 7 });
    expect(bench.carrier.countOf('events.resume')).toBe(2);
  });

  it('reads everything anew when resuming fails', async () => {
    const bench = setUp();
    bench.client.start();
    bench.shakeHands();
    bench.carrier.refuse('events.resume', { code: 'INTERNAL', message: 'no' });
    await settle();
    expect(bench.readies).toEqual([true]);
  });
});

describe('requests', () => {
  it('give the answer, checked against the contract', async () => {
    const bench = setUp();
    await goOnline(bench);
    const asked = bench.client.request('people.list', {});
    bench.carrier.answer('people.list', { people: [], pending: [] });
    await expect(asked).resolves.toEqual({ people: [], pending: [] });
  });

  it('refuse and report an answer that does not fit the contract', async () => {
    const bench = setUp();
    await goOnline(bench);
    const asked = bench.client.request('people.list', {});
    bench.carrier.answer('people.list', { people: 'all' });
    await expect(asked).rejects.toMatchObject({ code: 'CLIENT_ANSWER_INVALID' });
    expect(bench.reports).toHaveLength(1);
  });

  it('fail after their time limit, at an abort, and when the line breaks', async () => {
    const bench = setUp();
    await goOnline(bench);
    const late = bench.client.request('people.list', {}, { timeoutMs: 500 });
    const lateCheck = expect(late).rejects.toMatchObject({ code: 'CLIENT_TIMEOUT' });
    await bench.clock.advance(500);
    await lateCheck;
    const stop = new AbortController();
    const aborted = bench.client.request('people.list', {}, { signal: stop.signal });
    stop.abort();
    await expect(aborted).rejects.toMatchObject({ code: 'CLIENT_ABORTED' });
    const cut = bench.client.request('people.list', {});
    bench.carrier.breakLine();
    await expect(cut).rejects.toMatchObject({ code: 'CLIENT_OFFLINE' });
  });

  it('fail at once without a line', async () => {
    const { client } = setUp();
    await expect(client.request('people.list', {})).rejects.toMatchObject({
      code: 'CLIENT_OFFLINE',
    });
  });
});

describe('frames that nobody should trust', () => {
  it('are reported and change nothing', async () => {
    const bench = setUp();
    const seen: unknown[] = [];
    bench.client.on('people.changed', (payload) => seen.push(payload));
    await goOnline(bench);
    bench.carrier.say('not json');
    bench.carrier.say({ type: 'event', event: 'people.changed', payload: { reason: 'magic' } });
    bench.carrier.say({ type: 'event', event: 'of.tomorrow', payload: 1 });
    expect(seen).toEqual([]);
    expect(bench.reports).toHaveLength(2);
  });
});
