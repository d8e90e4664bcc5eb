import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  callBotApi,
  openTelegramSite,
  type TelegramMessenger,
  type TelegramSite,
} from '../../../../e2e/channels/telegram-messenger.ts';
import { systemClock, type Clock } from '../../platform/clock.ts';
import { startChannel, type Running } from '../contract-harness.ts';
import { createTelegramChannel } from './telegram-channel.ts';

let site: TelegramSite;
let messenger: TelegramMessenger;
let running: Running;

/** Waits are shorter by this factor; what Telegram measures itself is not. */
const quickClock: Clock = {
  ...systemClock,
  after: (delayMs, callback, options) => systemClock.after(delayMs / 100, callback, options),
};

const start = (clock?: Clock, memory?: Map<string, string>): Running =>
  startChannel(createTelegramChannel, messenger.settings, memory, clock);
const receive = (count: number): Promise<void> =>
  running.until(() => running.received.length >= count, `${count} messages`);
const state = (name: string): Promise<void> =>
  running.until(() => running.states.at(-1) === name, name);

beforeAll(async () => {
  site = await openTelegramSite();
});
afterAll(() => site.stop());
beforeEach(async () => {
  messenger = await site.openMessenger();
});
afterEach(async () => {
  await running.channel.stop();
  await messenger.close();
});

describe('what is heard', () => {
  it('is spoken to in a group only by mention, reply and command', async () => {
    const { server } = messenger;
    const { userId } = await server.createUser();
    const { id: chatId } = await server.createSupergroup({ title: 'Team', memberIds: [userId] });
    running = start();
    const mine = await running.channel.deliver({
      id: 'x',
      attempt: 1,
      channel: 'test',
      chat: { kind: 'group', id: String(chatId) },
      text: 'I am here',
      isDraft: false,
      isPossibleDuplicate: false,
    });
    if (mine.result !== 'sent') throw new Error('not sent');
    await server.injectMessage({ chatId, text: 'just talk' });
    await server.injectMessage({ chatId, text: 'what is new?', isMentioningBot: true });
    await server.injectMessage({ chatId, text: 'and this?', replyTo: Number(mine.externalId) });
    await server.injectMessage({ chatId, text: '/new@local_test_bot please' });
    await server.injectMessage({ chatId, text: '/new@another_bot please' });
    await receive(5);
    expect(running.received.map(({ text, isAddressed }) => [text, isAddressed])).toEqual([
      ['just talk', false],
      ['what is new?', true],
      [expect.stringMatching(/^> .*I am here\nand this\?$/), true],
      ['/new please', true],
      ['/new@another_bot please', false],
    ]);
    expect(running.received[0]).toMatchObject({
      chat: { kind: 'group', id: String(chatId), title: 'Team' },
      place: { group: String(chatId) },
    });
  });

  it('knows the topic of a forum, and takes its first message for no reply', async () => {
    const { server } = messenger;
    const { userId } = await server.createUser();
    const { id: chatId } = await server.createSupergroup({ isForum: true, memberIds: [userId] });
    const { threadId } = await server.createTopic({ chatId, name: 'Plans' });
    running = start();
    await server.injectMessage({ chatId, threadId, text: 'in the topic' });
    await server.injectMessage({ chatId, text: 'in general' });
    await receive(2);
    expect(running.received.map(({ text, thread }) => [text, thread])).toEqual([
      ['in the topic', { id: String(threadId), parent: String(chatId) }],
      ['in general', undefined],
    ]);
  });

  it('tells two edits within a second apart, and reads pictures, files, reactions, buttons', async () => {
    const { server, chatId } = messenger;
    running = start();
    const { messageId } = await server.injectMessage({ chatId, text: 'one' });
    await server.injectEdit({ chatId, messageId, text: 'two' });
    await server.injectEdit({ chatId, messageId, text: 'three' });
    await server.injectPhoto({ chatId, caption: 'look' });
    await server.injectDocument({ chatId, fileName: 'a.txt' });
    await server.injectReaction({ chatId, messageId, emoji: ['👍'] });
    await receive(6);
    await callBotApi(server, 'sendMessage', {
      chat_id: chatId,
      text: 'Yes or no?',
      reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes' }]] },
    });
    const [asked] = await server.listMessages({ match: { chatId, sender: 'bot' } });
    const buttonsOn = asked?.messageId ?? 0;
    const { callbackId } = await server.injectCallback({
      chatId,
      messageId: buttonsOn,
      data: 'yes',
    });
    await receive(7);
    const [first, second, third, photo, file, reaction, button] = running.received;
    expect(new Set(running.received.map(({ dedupeKey }) => dedupeKey)).size).toBe(7);
    expect([first?.kind, second?.kind, third?.kind]).toEqual(['new', 'edit', 'edit']);
    expect(photo).toMatchObject({ text: 'look', attachments: [{ kind: 'image' }] });
    expect(file?.attachments).toMatchObject([{ kind: 'document', name: 'a.txt' }]);
    expect(reaction).toMatchObject({ kind: 'reaction', text: '👍' });
    expect(button).toMatchObject({ kind: 'new', text: 'yes', isAddressed: true });
    await server.waitForCalls({ match: { method: 'answerCallbackQuery' } });
    expect((await server.getBotState()).answeredCallbackIds).toContain(callbackId);
    expect(await server.listViolations()).toEqual([]);
  });
});

describe('what goes wrong while polling', () => {
  it('does not hammer with a token that is refused', async () => {
    const { server } = messenger;
    running = startChannel(createTelegramChannel, { ...messenger.settings, token: '1:wrong' });
    await state('refused');
    const tries = (await server.listCalls({ match: { method: 'getMe', isOk: false } })).length;
    expect(tries).toBeLessThanOrEqual(1);
  });

  it('says who is in conflict, and goes on by itself when the other one is gone', async () => {
    const { server } = messenger;
    await server.addFault({
      method: 'getUpdates',
      kind: 'error',
      errorCode: 409,
      description: 'Conflict: terminated by other getUpdates request',
      times: 2,
    });
    running = start(quickClock);
    await running.until(() => running.states.includes('conflict'), 'conflict');
    await messenger.say('at last');
    await receive(1);
    expect(running.states.at(-1)).toBe('running');
  });

  it('sees another program that polls with the same token', async () => {
    running = start();
    await state('running');
    await messenger.server.waitForPoll();
    const other = start();
    await running.until(() => running.states.includes('conflict'), 'conflict');
    await other.channel.stop();
  });

  it('obeys a pause that Telegram asks for', async () => {
    const { server } = messenger;
    await server.addFault({
      method: 'getUpdates',
      kind: 'error',
      errorCode: 429,
      description: 'Too Many Requests: retry after 1',
      retryAfterSeconds: 1,
    });
    running = start();
    await messenger.say('later');
    await receive(1);
    const polls = await server.listCalls({ match: { method: 'getUpdates' } });
    expect(polls.filter(({ isTooEarly }) => isTooEarly)).toEqual([]);
  });

  it('gives up a poll that never ends', async () => {
    const { server } = messenger;
    await server.addFault({ method: 'getUpdates', kind: 'hang-before' });
    running = start(quickClock);
    await messenger.say('still here?');
    await receive(1);
    expect(running.states).toContain('retrying');
  });

  it('asks for nothing twice after a restart that keeps its memory', async () => {
    const { server } = messenger;
    const memory = new Map<string, string>();
    running = start(undefined, memory);
    await messenger.say('once');
    await receive(1);
    await running.channel.stop();
    running = start(undefined, memory);
    await running.until(() => running.states.includes('running'), 'running');
    expect(running.received).toEqual([]);
    expect(await server.listViolations()).toEqual([]);
  });

  it('does not use an offset that is older than Telegram counts', async () => {
    const old = Date.now() - 8 * 24 * 60 * 60_000;
    const botId = messenger.server.token.split(':')[0] ?? '';
    const stored = JSON.stringify({ offset: 2_000_000_000, at: old });
    running = start(undefined, new Map([[`offset:${botId}`, stored]]));
    await messenger.say('after a long silence');
    await receive(1);
  });
});
