import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTelegramServer, type TelegramServer } from '../servers/telegram/control.ts';
import type { Client } from '../support/client.ts';
import { createScene, type Scene } from '../support/scene.ts';

let telegram: TelegramServer;
let scene: Scene;
let client: Client;
let chatId: number;
/** What the channel is called now. */
let name = 'tg';

beforeAll(async () => {
  telegram = await startTelegramServer();
  const { token, apiRoot } = telegram;
  scene = await createScene({
    config: {
      channels: { tg: { type: 'telegram', token, apiRoot, access: { direct: 'pairing' } } },
      bindings: [{ agent: 'assistant', match: { channel: 'tg' } }],
      tools: { approvals: { rules: [{ tool: 'wait', channel: 'tg', action: 'allow' }] } },
    },
  });
  client = await scene.connect();
  ({ id: chatId } = await telegram.createPrivateChat({ firstName: 'Ann' }));
  await telegram.injectMessage({ chatId, text: 'hello' });
  const greeting = await telegram.waitForMessages({ match: { chatId, contains: 'code' } });
  const [code = ''] = /[A-Z0-9]{8}/.exec(greeting.at(-1)?.text ?? '') ?? [];
  await client.request('people.approve', { code, role: 'trusted' });
  await telegram.waitForMessages({ match: { chatId, contains: 'let in' } });
});
afterAll(async () => {
  expect(await telegram.listViolations()).toEqual([]);
  await scene.dispose();
  await telegram.stop();
});

const answers = async (words: string): Promise<string[]> =>
  (await telegram.listMessages({ match: { chatId, contains: words, sender: 'bot' } })).map(
    ({ text }) => text,
  );
const answered = (words: string, timeoutMs = 20_000) =>
  telegram.waitForMessages({ match: { chatId, contains: words, sender: 'bot' }, timeoutMs });
async function ask(words: string): Promise<void> {
  await telegram.injectMessage({ chatId, text: words });
  await answered(words);
}
/** Again and again while an answer is being written. */
async function rename(to: string): Promise<void> {
  for (;;) {
    try {
      await client.request('channels.rename', { id: name, to });
      name = to;
      return;
    } catch (error) {
      if (
        !JSON.stringify(error).includes('CHANNEL_BUSY') &&
        !String(error).includes('being written')
      )
        throw error;
      await client.request('channels.status', {});
    }
  }
}
const sessions = () =>
  scene.query<{ id: string; key: string; channel: string; n: number }>(
    'SELECT id, key, channel, message_count AS n FROM session',
  );
const isSettled = (): boolean =>
  scene.query("SELECT id FROM turn WHERE state = 'running'").length === 0 &&
  scene.query("SELECT id FROM outbox WHERE state <> 'sent'").length === 0;
const settled = () => expect.poll(isSettled, { timeout: 20_000 }).toBe(true);

describe('renaming a channel', () => {
  it('takes its conversations along, and its connection stays', async () => {
    await ask('remember the milk');
    await settled();
    const [before] = sessions();
    const polls = (await telegram.listCalls({ match: { method: 'getMe' } })).length;
    await rename('home');
    expect(await client.event('channels.renamed')).toEqual({ from: 'tg', to: 'home' });
    const text: unknown = JSON.parse(await readFile(scene.configPath, 'utf8'));
    expect(text).toMatchObject({
      channels: { home: { token: telegram.token } },
      bindings: [{ match: { channel: 'home' } }],
      tools: { approvals: { rules: [{ channel: 'home' }] } },
    });
    const { channels } = await client.request('channels.status', { channel: 'home' });
    expect(channels).toMatchObject([{ id: 'home', state: 'running' }]);

    expect(channels[0]?.lastInboundAt).toBeGreaterThan(0);
    await ask('and the eggs');
    await settled();
    const after = sessions();
    expect(after).toMatchObject([
      { id: before?.id, key: `agent:assistant:home:direct:${chatId}`, channel: 'home' },
    ]);
    expect(after[0]?.n).toBe((before?.n ?? 0) + 2);
    expect(await answers('remember the milk')).toHaveLength(1);
    expect(await answers('and the eggs')).toHaveLength(1);
    expect((await telegram.listCalls({ match: { method: 'getMe' } })).length).toBe(polls);
    expect(JSON.stringify(scene.query('SELECT * FROM identity'))).not.toContain('"tg"');
  });

  it('answers what comes meanwhile, once each', async () => {
    const shown = (await answers('')).length;
    const words = Array.from({ length: 12 }, (_, index) => `number ${index + 10}.`);
    for (const [index, text] of words.entries()) {
      await telegram.injectMessage({ chatId, text });
      if (index % 3 === 0) await rename(name === 'home' ? 'casa' : 'home');
    }
    const inbox = () =>
      scene.query<{ state: string; turn_id: string }>(
        "SELECT state, turn_id FROM inbox WHERE envelope LIKE '%number%'",
      );
    await expect
      .poll(() => inbox().filter(({ state }) => state === 'done').length, { timeout: 30_000 })
      .toBe(words.length);
    await settled();
    expect(inbox()).toHaveLength(words.length);
    // Several that come together are answered together.
    const turns = new Set(inbox().map(({ turn_id }) => turn_id));
    const sent = (await answers('')).length - shown;
    expect(sent).toBe(turns.size);
    expect(new Set(await answers('number')).size).toBe(sent);
    expect(sessions()).toHaveLength(1);
  });

  it('sends what waits to be sent, once', async () => {
    await telegram.addFault({
      ...{ method: 'sendMessage', kind: 'error', errorCode: 429, retryAfterSeconds: 2 },
      description: 'Too Many Requests: retry after 2',
    });
    await telegram.injectMessage({ chatId, text: 'held up' });
    await expect
      .poll(
        () => scene.query("SELECT id FROM outbox WHERE state = 'ready' AND failures > 0").length,
        {
          timeout: 20_000,
        },
      )
      .toBe(1);
    await rename('later');
    await answered('held up');
    await settled();
    expect(await answers('held up')).toHaveLength(1);
  });

  it('lets another channel have the old name, and mixes nothing', async () => {
    const other = await startTelegramServer({
      botUsername: 'other_bot',
      token: '42:another-token',
    });
    const { hash } = await client.request('config.get', {});
    const value = { type: 'telegram', token: other.token, apiRoot: other.apiRoot };
    await client.request('config.edit', {
      edits: [{ op: 'set', path: 'channels.tg', value }],
      baseHash: hash,
    });
    await other.waitForPoll();
    await ask('still here');
    expect(sessions().every(({ channel }) => channel === name)).toBe(true);
    const refusal = await client.refused('channels.rename', { id: name, to: 'tg' });
    expect(refusal.details.code).toBe('CHANNEL_NAME_TAKEN');
    const next = await client.request('config.get', {});
    await client.request('config.edit', {
      edits: [{ op: 'delete', path: 'channels.tg' }],
      baseHash: next.hash,
    });
    await other.stop();
  });

  it('is refused where it would mix or break something', async () => {
    const code = async (id: string, to: string, baseHash?: string): Promise<string> =>
      (await client.refused('channels.rename', { id, to, baseHash })).details.code;
    expect(await code('nowhere', 'somewhere')).toBe('CHANNEL_UNKNOWN');
    expect(await code(name, 'a b')).toBe('CONFIG_WRITE_INVALID');
    expect(await code(name, 'web')).toBe('CHANNEL_NAME_TAKEN');
    expect(await code(name, 'fine', 'old')).toBe('CONFIG_CONFLICT');
  });
});

describe('a gateway that is killed while it renames a channel', () => {
  async function killAt(point: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
    await settled();
    await scene.end();
    await scene.start({ env: { OPENCLAW_KILL_POINT: point, ...env } });
    client = await scene.connect();
    await telegram.waitForPoll();
    client.request('channels.rename', { id: name, to: 'fresh' }).catch(() => undefined);
    expect((await scene.gateway.exited).signal).toBe('SIGKILL');
  }
  async function goOn(words: string): Promise<void> {
    await telegram.injectMessage({ chatId, text: words });
    await scene.start();
    client = await scene.connect();
  }

  it.each([
    ['rename.after-move', false],
    ['rename.after-write', true],
  ])('at %s goes on with the old conversation, and answers once', async (point, isRenamed) => {
    const [before] = sessions();
    await killAt(point);
    await goOn(`after ${point}`);
    await answered(`after ${point}`);
    await settled();
    if (isRenamed) name = 'fresh';
    expect(sessions()).toMatchObject([{ id: before?.id, channel: name, n: (before?.n ?? 0) + 2 }]);
    expect(await answers(`after ${point}`)).toHaveLength(1);
    expect(scene.query("SELECT key FROM kept WHERE key = 'channel-rename'")).toEqual([]);
    if (isRenamed) await rename('later');
  });

  it('loses the conversation without its note', async () => {
    await killAt('rename.after-move', { NODE_ENV: 'test', OPENCLAW_TEST_DISABLE: 'rename-note' });
    await goOn('who am I?');
    // Nobody knows the one who writes any more.
    await telegram.waitForMessages({ match: { chatId, contains: 'code' }, count: 2 });
    expect(await answers('who am I?')).toEqual([]);
    expect(sessions().map(({ channel }) => channel)).toEqual(['fresh']);
  });
});
