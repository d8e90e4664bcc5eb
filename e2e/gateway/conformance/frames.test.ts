import { createConnection, type Socket } from 'node:net';
import { once } from 'node:events';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDrivenClock } from '../../../src/main/platform/driven-clock.ts';
import { limits } from '../../../src/shared/config/limits.ts';
import {
  connectParams,
  connectRaw,
  makeDevice,
  openRaw,
  signChallenge,
  startGateway,
  type TestGateway,
} from './harness.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startGateway();
});
afterEach(() => gateway.close());

const detailCode = (frame: { error?: { details?: Record<string, unknown> } }): unknown =>
  frame.error?.details?.['code'];

describe('before authentication', () => {
  it.each([
    ['another request', { type: 'req', id: '1', method: 'health' }, 'HANDSHAKE_FIRST', 1008],
    ['garbage', 'no json {', 'FRAME_NOT_JSON', 1008],
    ['an event', { type: 'event', event: 'x' }, 'FRAME_INVALID', 1008],
    ['connect without params', { type: 'req', id: '1', method: 'connect' }, 'PARAMS_INVALID', 1008],
  ])('answers %s and closes', async (_name, frame, code, closeCode) => {
    const client = openRaw(gateway.wsUrl);
    await client.next();
    client.send(frame);
    expect(detailCode(await client.next())).toBe(code);
    expect((await client.closed).code).toBe(closeCode);
  });

  it.each([
    ['an old protocol', { minProtocol: 1, maxProtocol: 3 }, 'PROTOCOL_MISMATCH', 1002],
    ['an unknown role', { role: 'worker' }, 'ROLE_INVALID', 1008],
    ['an unknown field', { surprise: true }, 'PARAMS_INVALID', 1008],
  ])('refuses %s', async (_name, parts, code, closeCode) => {
    const { client, answer } = await connectRaw(gateway, parts);
    expect(answer.error?.code).toBe('INVALID_REQUEST');
    expect(detailCode(answer)).toBe(code);
    expect((await client.closed).code).toBe(closeCode);
  });

  it('takes frames up to 64 KiB only', async () => {
    const client = openRaw(gateway.wsUrl);
    await client.next();
    client.send('x'.repeat(limits.frame.preAuthBytes + 1));
    expect((await client.closed).code).toBe(1009);
  });

  it('counts all pieces of a message', async () => {
    const client = openRaw(gateway.wsUrl);
    await client.next();
    const piece = 'x'.repeat(limits.frame.preAuthBytes / 2);
    client.socket.send(piece, { fin: false });
    client.socket.send(piece, { fin: false });
    client.socket.send(piece, { fin: true });
    expect((await client.closed).code).toBe(1009);
  });

  it('closes a socket that says nothing for 10 seconds, and none that does', async () => {
    const clock = createDrivenClock();
    await gateway.close();
    gateway = await startGateway({ clock });
    const silent = openRaw(gateway.wsUrl);
    await silent.next();
    const { client } = await connectRaw(gateway);
    await clock.advance(limits.frame.handshakeMs - 1_000);
    expect(silent.socket.readyState).toBe(silent.socket.OPEN);
    await clock.advance(2_000);
    expect((await silent.closed).code).toBe(1008);
    expect((await client.request('sessions.list')).ok).toBe(true);
  });

  it('takes no second request while the first is being answered', async () => {
    await gateway.close();
    gateway = await startGateway({
      devices: { get: () => undefined, save: () => new Promise(() => undefined) },
    });
    const client = openRaw(gateway.wsUrl);
    const { nonce, ts } = (await client.next()).payload as { nonce: string; ts: number };
    const { token } = gateway.credentials;
    const device = signChallenge(makeDevice(), token, nonce, ts);
    const params = connectParams(token, { device });
    client.send({ type: 'req', id: '1', method: 'connect', params });
    client.send({ type: 'req', id: '2', method: 'connect', params });
    const answer = await client.next();
    expect(answer).toMatchObject({ id: '2', ok: false });
    expect(detailCode(answer)).toBe('HANDSHAKE_FIRST');
    expect((await client.closed).code).toBe(1008);
  });
});

describe('after authentication', () => {
  it('takes large frames, up to what hello-ok says', async () => {
    const { client } = await connectRaw(gateway);
    const message = 'x'.repeat(limits.message.textBytes);
    const params = { sessionKey: 'main', message, idempotencyKey: 'k' };
    expect((await client.request('chat.send', params)).payload).toEqual({
      runId: 'k',
      status: 'started',
    });
    client.send('x'.repeat(limits.frame.maxBytes + 1));
    expect((await client.closed).code).toBe(1009);
  });

  it('takes a request in pieces', async () => {
    const { client } = await connectRaw(gateway);
    const text = '{"type":"req","id":"split","method":"sessions.list"}';
    for (let i = 0; i < text.length; i += 1) {
      client.socket.send(text[i]!, { fin: i === text.length - 1 });
    }
    expect(await client.next(({ id }) => id === 'split')).toMatchObject({ ok: true });
  });

  it.each([
    ['garbage', 'no json {', 'FRAME_NOT_JSON'],
    [
      'a binary frame',
      Buffer.from('{"type":"req","id":"1","method":"sessions.list"}'),
      'FRAME_NOT_JSON',
    ],
    ['an unknown field', '{"type":"req","id":"1","method":"health","x":1}', 'FRAME_INVALID'],
    ['an unknown method', '{"type":"req","id":"1","method":"no.such"}', 'METHOD_UNKNOWN'],
    ['a name every object has', '{"type":"req","id":"1","method":"constructor"}', 'METHOD_UNKNOWN'],
    ['a second connect', '{"type":"req","id":"1","method":"connect"}', 'METHOD_UNKNOWN'],
    [
      'wrong params',
      '{"type":"req","id":"1","method":"sessions.list","params":{"limit":"x"}}',
      'PARAMS_INVALID',
    ],
    [
      'params that are null',
      '{"type":"req","id":"1","method":"sessions.list","params":null}',
      'PARAMS_INVALID',
    ],
    [
      'a method for nodes',
      '{"type":"req","id":"1","method":"node.recovered","params":{"runId":"r"}}',
      'MISSING_SCOPE',
    ],
  ])('answers %s and goes on', async (_name, frame, code) => {
    const { client } = await connectRaw(gateway);
    client.socket.send(frame);
    const answer = await client.next();
    expect(detailCode(answer)).toBe(code);
    expect(answer.error?.details?.['hint']).toEqual(expect.any(String));
    expect((await client.request('sessions.list')).ok).toBe(true);
  });

  it('hides what was thrown inside', async () => {
    const { client } = await connectRaw(gateway);
    const answer = await client.request('people.list');
    expect(answer.error?.code).toBe('INTERNAL');
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('closes a client that sends nothing but garbage', async () => {
    const { client } = await connectRaw(gateway);
    for (let i = 0; i < limits.frame.badFrames; i += 1) client.send('?');
    expect((await client.closed).code).toBe(1008);
  });

  it('answers each of any mixture of frames, in order, and lives on', async () => {
    const { client } = await connectRaw(gateway);
    const good = fc.constant('{"type":"req","id":"good","method":"sessions.list"}');
    const frames = fc.array(fc.oneof(good, fc.json(), fc.string()), { maxLength: 15 });
    await fc.assert(
      fc.asyncProperty(frames, async (texts) => {
        for (const text of texts) client.send(text);
        for (const text of texts) {
          const answer = await client.next();
          expect(answer.type).toBe('res');
          if (text.includes('"good"')) expect(answer).toMatchObject({ id: 'good', ok: true });
          else expect(answer.ok).toBe(false);
        }
        expect((await client.request('sessions.list')).ok).toBe(true);
      }),
      { numRuns: Math.min(100, Number(process.env['FUZZ_CASES'] ?? 50)) },
    );
  });
});

describe('below the frames', () => {
  async function openTcp(): Promise<Socket> {
    const socket = createConnection(gateway.port, '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  }
  const upgrade =
    'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';

  it('survives any bytes instead of WebSocket frames', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 2, maxLength: 200 }), async (bytes) => {
        const socket = await openTcp();
        socket.on('error', () => undefined);
        socket.resume();
        socket.write(upgrade);
        socket.write(bytes);
        socket.end();
        await once(socket, 'close');
      }),
      { numRuns: 30 },
    );
    const { answer } = await connectRaw(gateway);
    expect(answer.ok).toBe(true);
    expect(gateway.server.connectionCount).toBe(1);
  });

  it('closes with 1007 what is no UTF-8', async () => {
    const { client } = await connectRaw(gateway);
    client.socket.send(Buffer.from([0xc3, 0x28]), { binary: false });
    expect((await client.closed).code).toBe(1007);
  });
});
