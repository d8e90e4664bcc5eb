import { validateConnectParams, validateRequestFrame } from '@openclaw/gateway-protocol';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectParams as connectSchema, helloOk } from '../../../src/shared/protocol/connect.ts';
import { requestFrame } from '../../../src/shared/protocol/frames.ts';
import { connectParams, connectRaw, openRaw, startGateway, type TestGateway } from './harness.ts';
import { expectToFit } from './published-schemas.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startGateway();
});
afterEach(() => gateway.close());

describe('frames on the wire fit the published schemas', () => {
  it('from the challenge to hello-ok', async () => {
    const client = openRaw(gateway.wsUrl);
    const challenge = await client.next();
    expectToFit('EventFrame', challenge);
    expect(challenge).toEqual({
      type: 'event',
      event: 'connect.challenge',
      payload: {
        nonce: expect.any(String) as string,
        ts: expect.any(Number) as number,
        capabilities: [],
      },
    });
    const answer = await client.request('connect', connectParams(gateway.credentials.token));
    expectToFit('ResponseFrame', answer);
    expectToFit('HelloOk', answer.payload);
    expect(helloOk().safeParse(answer.payload).error).toBeUndefined();
  });

  it('with a refusal, an answer, an error and events', async () => {
    const { answer } = await connectRaw(gateway, { auth: { token: 'wrong-wrong-wrong-wrong' } });
    expectToFit('ResponseFrame', answer);
    expect(answer.ok).toBe(false);
    const { client } = await connectRaw(gateway);
    for (const method of ['sessions.list', 'people.list', 'no.such.method']) {
      expectToFit('ResponseFrame', await client.request(method));
    }
    const base = { runId: 'r', sessionKey: 'agent:assistant:main' };
    const { events } = gateway.server;
    events.publish('chat', { ...base, seq: 1, state: 'status', phase: 'starting_model' });
    events.publish('chat', { ...base, seq: 2, state: 'delta', deltaText: 'Hello' });
    events.publish('chat', { ...base, seq: 3, state: 'final', stopReason: 'stop' });
    gateway.server.announceShutdown('test', 5);
    const shutdown = await client.next(({ event }) => event === 'shutdown');
    expectToFit('ShutdownEvent', shutdown.payload);
    const told = client.received.filter((frame) => frame.type === 'event');
    for (const frame of told) expectToFit('EventFrame', frame);
    const chat = told.filter((frame) => frame.event === 'chat');
    expect(chat).toHaveLength(3);
    for (const frame of chat) expectToFit('ChatEvent', frame.payload);
  });
});

describe('what we take is what the protocol takes', () => {
  const text = fc.string({ minLength: 1, maxLength: 60 });
  const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.option(value, { nil: undefined });
  const params = fc
    .record({
      minProtocol: fc.integer({ min: 0, max: 5 }),
      maxProtocol: fc.integer({ min: 0, max: 5 }),
      client: fc.record({
        id: fc.constantFrom('cli', 'gateway-client', 'test', 'openclaw-ios', 'somebody'),
        version: text,
        platform: text,
        mode: fc.constantFrom('cli', 'backend', 'ui', 'node', 'test', 'other'),
        deviceFamily: optional(text),
        extra: optional(fc.constant(1)),
      }),
      role: optional(fc.oneof(text, fc.constant(''))),
      scopes: optional(fc.array(text, { maxLength: 4 })),
      caps: optional(fc.array(text, { maxLength: 4 })),
      permissions: optional(
        fc.dictionary(text, fc.boolean(), { maxKeys: 3, noNullPrototype: true }),
      ),
      auth: optional(fc.record({ token: optional(fc.string()), pass: optional(fc.constant('x')) })),
      device: optional(
        fc.record({
          id: text,
          publicKey: text,
          signature: text,
          signedAt: fc.integer({ min: -1 }),
          nonce: text,
        }),
      ),
    })
    // As it travels: without what is undefined.
    .map((value) => JSON.parse(JSON.stringify(value)) as unknown);

  it('in connect, field by field', () => {
    fc.assert(
      fc.property(params, (value) => {
        expect(connectSchema().safeParse(value).success).toBe(validateConnectParams(value));
      }),
      { numRuns: 500 },
    );
  });

  it('in requests', () => {
    const frame = fc.record(
      {
        type: fc.constantFrom('req', 'res'),
        id: fc.oneof(fc.string({ maxLength: 20 }), fc.integer()),
        method: fc.string({ maxLength: 20 }),
        params: fc.jsonValue(),
        traceparent: fc.string({ maxLength: 60 }),
        more: fc.constant(1),
      },
      { requiredKeys: ['type', 'id', 'method'] },
    );
    fc.assert(
      fc.property(frame, (value) => {
        expect(requestFrame().safeParse(value).success).toBe(validateRequestFrame(value));
      }),
      { numRuns: 500 },
    );
  });
});
