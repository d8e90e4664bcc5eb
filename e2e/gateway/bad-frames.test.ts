import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../src/shared/config/limits.ts';
import type { ErrorDetails, ErrorShape } from '../../src/shared/protocol/frames.ts';
import { textOf, type Client } from '../support/client.ts';
import { openSocket } from '../support/raw-socket.ts';
import { createScene, type Scene } from '../support/scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene.dispose());

interface Bad {
  readonly name: string;
  readonly frame: string | Buffer;
  readonly code: string;
  /** Where the fault is, as the error names it. */
  readonly place?: string;
}

const request = (id: string, method: unknown, params?: unknown): string =>
  JSON.stringify({ type: 'req', id, method, params });
const send = { sessionKey: 'agent:main:main', message: 'x', idempotencyKey: 'k' };

const bad: readonly Bad[] = [
  { name: 'no JSON', frame: '{"type":"req",', code: 'FRAME_NOT_JSON' },
  {
    name: 'bytes that are no text',
    frame: Buffer.from([0xff, 0xfe, 0x00]),
    code: 'FRAME_NOT_JSON',
  },
  { name: 'nested 20,000 deep', frame: '['.repeat(20_000), code: 'FRAME_NOT_JSON' },
  { name: 'a list', frame: '[]', code: 'FRAME_INVALID' },
  {
    name: 'a request without id',
    frame: '{"type":"req","method":"health"}',
    code: 'FRAME_INVALID',
    place: 'id',
  },
  {
    name: 'a method that is a number',
    frame: request('n', 7),
    code: 'FRAME_INVALID',
    place: 'method',
  },
  {
    name: 'an unknown method',
    frame: request('u', 'no.such'),
    code: 'METHOD_UNKNOWN',
    place: 'no.such',
  },
  {
    name: 'a method of every object',
    frame: request('o', 'toString'),
    code: 'METHOD_UNKNOWN',
    place: 'toString',
  },
  {
    name: 'a wrong type',
    frame: request('t', 'chat.send', { ...send, message: 7 }),
    code: 'PARAMS_INVALID',
    place: 'message',
  },
  {
    name: 'a field too many',
    frame: request('f', 'chat.send', { ...send, extra: 1 }),
    code: 'PARAMS_INVALID',
    place: 'extra',
  },
  {
    name: 'a text too long',
    frame: request('l', 'chat.send', {
      ...send,
      message: 'x'.repeat(limits.message.textBytes + 1),
    }),
    code: 'PARAMS_INVALID',
    place: 'message',
  },
  {
    name: 'an empty message',
    frame: request('e', 'chat.send', { ...send, message: ' ' }),
    code: 'MESSAGE_EMPTY',
  },
  {
    name: 'an agent that is not there',
    frame: request('a', 'chat.send', { ...send, sessionKey: 'agent:nobody:main' }),
    code: 'AGENT_UNKNOWN',
    place: 'nobody',
  },
];

type Failure = ErrorShape & { readonly details: ErrorDetails };

function errorWith(client: Client, code: string): Promise<Failure> {
  return client.raw.waitFor(`an error ${code}`, (frame) => {
    const error = frame.type === 'res' ? (frame.error as Failure | undefined) : undefined;
    return error?.details.code === code ? error : undefined;
  });
}

describe('a frame that is', () => {
  it.each(bad)('$name gets code, place and hint, and nothing else is disturbed', async (one) => {
    const client = await scene.connect();
    const sessionKey = 'agent:main:undisturbed';
    const run = await client.send('model:slow wordMs:5 words:20', { sessionKey });
    client.raw.send(one.frame);
    const error = await errorWith(client, one.code);
    expect(error.message.length).toBeGreaterThan(5);
    expect(error.details.hint.length).toBeGreaterThan(5);
    if (one.place !== undefined)
      expect(`${error.message} ${JSON.stringify(error.details)}`).toContain(one.place);
    expect(textOf((await run.end).message)).toMatch(/word20$/);
    await client.close();
  });

  it('refused is refused again under the same key', async () => {
    const client = await scene.connect();
    const params = { ...send, sessionKey: 'agent:nobody:main', idempotencyKey: 'refused twice' };
    for (let time = 0; time < 2; time += 1) {
      const refusal = await client.refused('chat.send', params);
      expect(refusal).toMatchObject({ code: 'NOT_FOUND', details: { code: 'AGENT_UNKNOWN' } });
    }
    await client.close();
  });

  it('larger than the gateway said closes the connection with 1009; what was sent before is kept', async () => {
    const client = await scene.connect();
    expect(client.hello.policy.maxPayload).toBe(limits.frame.maxBytes);
    await client.send('before the flood', { key: 'flood' });
    client.raw.send('x'.repeat(limits.frame.maxBytes + 1));
    expect((await client.raw.closed).code).toBe(1009);
    const back = await scene.connect();
    const again = await back.send('before the flood', { key: 'flood' });
    expect(['in_flight', 'ok']).toContain(again.status);
    await back.close();
  });

  it('larger than 64 KiB before anybody signed in closes the connection', async () => {
    const socket = await openSocket(scene.gateway.url);
    socket.send('x'.repeat(limits.frame.preAuthBytes + 1));
    expect((await socket.closed).code).toBe(1009);
  });

  it('no request, again and again, closes the connection and only that one', async () => {
    const [noisy, quiet] = [await scene.connect(), await scene.connect()];
    for (let count = 0; count <= limits.frame.badFrames; count += 1) noisy.raw.send('garbage');
    expect((await noisy.raw.closed).code).toBe(1008);
    expect((await quiet.ask('all well?')).state).toBe('final');
    await quiet.close();
  });

  it('a request without the right to it names the right', async () => {
    const reader = await scene.connect({ scopes: ['operator.read'] });
    const refusal = await reader.refused('chat.send', send);
    expect(refusal).toMatchObject({
      code: 'FORBIDDEN',
      details: { code: 'MISSING_SCOPE', missingScope: 'operator.write' },
    });
    await reader.close();
  });
});

it('the gateway has not stumbled over any of them', async () => {
  expect(await scene.log()).not.toContain('"level":"error"');
});
