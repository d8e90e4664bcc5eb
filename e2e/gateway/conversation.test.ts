import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf, type ChatEnd } from '../support/client.ts';
import { createScene, type Scene } from '../support/scene.ts';
import {
  makeIdentity,
  startReferenceClient,
  type ReferenceClient,
  type TokenStore,
} from './conformance/reference-client.ts';

let scene: Scene;
const clients: ReferenceClient[] = [];
beforeAll(async () => {
  scene = await createScene();
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.stop()));
  await scene.dispose();
});

function start(
  options: Parameters<typeof startReferenceClient>[0],
  tokens?: TokenStore,
): ReferenceClient {
  const client = startReferenceClient({ url: scene.gateway.url, ...options }, tokens);
  clients.push(client);
  return client;
}

interface ChatPayload {
  readonly runId: string;
  readonly state: string;
  readonly deltaText?: string;
}

async function converse(
  { client, events, nextEvent }: ReferenceClient,
  sessionKey: string,
  message: string,
  runId: string,
): Promise<{ readonly streamed: string; readonly end: ChatEnd }> {
  const isOurs = (payload: unknown): payload is ChatPayload =>
    (payload as ChatPayload).runId === runId;
  // The end may come in one piece with the answer to the request: it is waited for beforehand.
  const ended = nextEvent(
    ({ event, payload }) =>
      event === 'chat' && isOurs(payload) && !['status', 'delta'].includes(payload.state),
  );
  const answer = await client.request('chat.send', { sessionKey, message, idempotencyKey: runId });
  expect(answer).toEqual({ runId, status: 'started' });
  const end = await ended;
  const streamed = events
    .flatMap(({ event, payload }) => (event === 'chat' && isOurs(payload) ? [payload] : []))
    .map((payload) => payload.deltaText ?? '')
    .join('');
  return { streamed, end: end.payload as ChatEnd };
}

interface History {
  readonly messages: { role: string; content: { type: string; text: string }[] }[];
}

describe('the published client, unmodified', () => {
  it('holds a streamed conversation of several turns and reads it back', async () => {
    const reference = start({ token: scene.token });
    await reference.hello;
    for (const text of ['first question', 'zweite Frage: äöü 🙂', 'third question']) {
      const { streamed, end } = await converse(reference, 'agent:main:main', text, `k ${text}`);
      expect(end.state).toBe('final');
      expect(textOf(end.message)).toBe(`echo: ${text}`);
      expect(streamed).toBe(`echo: ${text}`);
    }
    expect(reference.gaps).toEqual([]);
    const history = await reference.client.request<History>('chat.history', {
      sessionKey: 'agent:main:main',
    });
    expect(history.messages.map(({ role, content }) => [role, content[0]?.text])).toEqual([
      ['user', 'first question'],
      ['assistant', 'echo: first question'],
      ['user', 'zweite Frage: äöü 🙂'],
      ['assistant', 'echo: zweite Frage: äöü 🙂'],
      ['user', 'third question'],
      ['assistant', 'echo: third question'],
    ]);
    const [request] = await scene.model.listRequests({ match: { lastUserText: 'third question' } });
    expect(request?.body['messages']).toHaveLength(6);
  });

  it('stops an answer while it streams, and goes on', async () => {
    const reference = start({ token: scene.token });
    await reference.hello;
    const sessionKey = 'agent:main:stop';
    const running = converse(reference, sessionKey, 'model:slow wordMs:50 words:400', 'k stop');
    await reference.nextEvent(
      ({ event, payload }) => event === 'chat' && (payload as ChatPayload).state === 'delta',
    );
    const answer = await reference.client.request('chat.abort', { sessionKey });
    expect(answer).toEqual({ ok: true, aborted: true, runIds: ['k stop'] });
    const { end, streamed } = await running;
    expect(end.state).toBe('aborted');
    expect(streamed).toMatch(/^word1/);
    const next = await converse(reference, sessionKey, 'and now', 'k next');
    expect(textOf(next.end.message)).toBe('echo: and now');
  });

  it('comes with a device identity, is given a token, and needs nothing else from then on', async () => {
    const identity = makeIdentity();
    const tokens: TokenStore = new Map();
    const first = start({ token: scene.token, deviceIdentity: identity }, tokens);
    expect((await first.hello).auth.deviceToken).toBeTypeOf('string');
    await converse(first, 'agent:main:device', 'by device', 'k device 1');
    await first.stop();
    await scene.end();
    await scene.start();

    const second = start({ deviceIdentity: identity }, tokens);
    await second.hello;
    const { end } = await converse(second, 'agent:main:device', 'once more', 'k device 2');
    expect(textOf(end.message)).toBe('echo: once more');
    const history = await second.client.request<History>('chat.history', {
      sessionKey: 'agent:main:device',
    });
    expect(history.messages).toHaveLength(4);
  });
});
