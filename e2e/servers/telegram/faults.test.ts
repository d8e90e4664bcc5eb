import { Bot, GrammyError, HttpError } from 'grammy';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTelegramServer, type TelegramServer } from './control.ts';

let server: TelegramServer;
let bot: Bot;
let chatId: number;

beforeAll(async () => {
  server = await startTelegramServer();
  bot = new Bot(server.token, { client: { apiRoot: server.apiRoot } });
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.clearFaults();
  await server.setChatRate({ rate: null });
  chatId = (await server.createPrivateChat()).id;
});

const method = 'sendMessage';
const send = (text = 'hello'): Promise<unknown> =>
  bot.api.sendMessage(chatId, text).catch((error: unknown) => error);
const listSent = () => server.listMessages({ match: { chatId } });
const lastCall = async () => (await server.listCalls({ match: { method, chatId } })).at(-1);

describe('flood limits', () => {
  it('answers the next calls 429 with the time to wait, and sees who comes too early', async () => {
    await server.addFault({
      method,
      kind: 'error',
      errorCode: 429,
      retryAfterSeconds: 30,
      times: 2,
    });
    const error = await send();
    expect(error).toBeInstanceOf(GrammyError);
    expect(error).toMatchObject({
      error_code: 429,
      description: 'Too Many Requests: retry after 30',
      parameters: { retry_after: 30 },
    });
    expect((await lastCall())?.isTooEarly).toBe(false);
    expect(await send()).toMatchObject({ error_code: 429 });
    expect(await send()).toMatchObject({ text: 'hello' });
    expect((await lastCall())?.isTooEarly).toBe(true);
    expect(await listSent()).toHaveLength(1);
  });

  it('limits each chat by rate, edits included, other chats not', async () => {
    await server.setChatRate({ rate: { maxCalls: 2, windowMs: 60_000 } });
    const sent = await bot.api.sendMessage(chatId, 'one');
    await bot.api.editMessageText(chatId, sent.message_id, 'two');
    const error = await send('three');
    expect(error).toMatchObject({ error_code: 429 });
    expect(error instanceof GrammyError && error.parameters.retry_after).toBeGreaterThan(50);
    const other = await server.createPrivateChat();
    await bot.api.sendMessage(other.id, 'fine');
  });
});

describe('errors', () => {
  it('fails the next calls of one method and leaves the others alone', async () => {
    await server.addFault({ method, kind: 'error', times: 2 });
    expect(await send()).toMatchObject({ error_code: 500, description: 'Internal Server Error' });
    await bot.api.sendChatAction(chatId, 'typing');
    expect(await send()).toMatchObject({ error_code: 500 });
    expect(await send()).toMatchObject({ text: 'hello' });
  });

  it('fails one chat only, until it is taken away', async () => {
    await server.addFault({ method: '*', kind: 'error', errorCode: 502, chatId, times: null });
    const other = await server.createPrivateChat();
    for (let round = 0; round < 3; round += 1) {
      expect(await send()).toMatchObject({ error_code: 502, description: 'Bad Gateway' });
      await bot.api.sendMessage(other.id, 'fine');
    }
    await server.clearFaults();
    expect(await send()).toMatchObject({ text: 'hello' });
  });

  it('says where a group has moved to', async () => {
    await server.addFault({ method, kind: 'error', migrateToChatId: -100_200 });
    expect(await send()).toMatchObject({
      error_code: 400,
      parameters: { migrate_to_chat_id: -100_200 },
    });
  });

  it('answers with a web page, as a captive portal does', async () => {
    await server.addFault({ method, kind: 'html' });
    expect(await send()).toBeInstanceOf(HttpError);
    expect(await listSent()).toEqual([]);
  });

  it('answers late', async () => {
    await server.addFault({ method, kind: 'delay', delayMs: 200 });
    const startMs = performance.now();
    expect(await send()).toMatchObject({ text: 'hello' });
    expect(performance.now() - startMs).toBeGreaterThan(190);
  });
});

describe('connections that break', () => {
  // What the caller sees is the same; only the server knows whether the message was sent.
  it.each([
    ['cut-before', 0],
    ['cut-after', 1],
  ] as const)('%s leaves %i messages sent', async (kind, count) => {
    await server.addFault({ method, kind });
    expect(await send()).toBeInstanceOf(HttpError);
    expect(await listSent()).toHaveLength(count);
    const [call] = await server.waitForCalls({ match: { method, chatId } });
    expect(call).toMatchObject({ fault: kind, hasTakenEffect: count > 0, status: null });
    expect(await send('next')).toMatchObject({ text: 'next' });
  });

  it('can break in the middle of an answer, which grammy only notices by its own time limit', async () => {
    await server.addFault({ method, kind: 'cut-mid-answer' });
    const hasty = new Bot(server.token, { client: { apiRoot: server.apiRoot, timeoutSeconds: 1 } });
    await expect(hasty.api.sendMessage(chatId, 'half')).rejects.toThrow('Network request');
    expect(await listSent()).toHaveLength(1);
  });

  it.each([
    ['hang-before', 0],
    ['hang-after', 1],
  ] as const)('%s never answers and leaves %i messages sent', async (kind, count) => {
    await server.addFault({ method, kind });
    const call = send();
    const [held] = await server.waitForCalls({ match: { method, chatId, isHeld: true } });
    expect(held).toMatchObject({ hasTakenEffect: count > 0, endedAtMs: null });
    expect(await listSent()).toHaveLength(count);
    expect(await server.releaseHangs()).toEqual({ releasedCount: 1 });
    expect(await call).toBeInstanceOf(HttpError);
  });

  it('keeps updates when the answer of getUpdates is cut', async () => {
    await bot.api.getUpdates({ offset: -1 });
    const { updateId } = await server.injectMessage({ chatId, text: 'lost on the way' });
    await server.addFault({ method: 'getUpdates', kind: 'cut-after' });
    await expect(bot.api.getUpdates({ offset: Number(updateId) })).rejects.toBeInstanceOf(
      HttpError,
    );
    const again = await bot.api.getUpdates({ offset: Number(updateId) });
    expect(again.map((update) => update.message?.text)).toEqual(['lost on the way']);
    await bot.api.getUpdates({ offset: Number(updateId) + 1 });
  });
});
