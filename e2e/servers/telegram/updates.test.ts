import { Bot, GrammyError } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTelegramServer, type TelegramServer } from './control.ts';

let server: TelegramServer;
let bot: Bot;
let chatId: number;

beforeEach(async () => {
  server = await startTelegramServer();
  bot = new Bot(server.token, { client: { apiRoot: server.apiRoot } });
  chatId = (await server.createPrivateChat()).id;
});
afterEach(() => server.stop());

const say = (text: string) => server.injectMessage({ chatId, text });

describe('getUpdates', () => {
  it('gives an update again and again until an offset above it confirms it', async () => {
    const { updateId } = await say('one');
    await say('two');
    for (let round = 0; round < 3; round += 1) {
      const texts = (await bot.api.getUpdates()).map((update) => update.message?.text);
      expect(texts).toEqual(['one', 'two']);
    }
    const rest = await bot.api.getUpdates({ offset: Number(updateId) + 1 });
    expect(rest.map((update) => update.message?.text)).toEqual(['two']);
    const state = await server.getUpdateState();
    expect(state.confirmedOffset).toBe(Number(updateId) + 1);
    expect(state.unconfirmed).toHaveLength(1);
    expect(state.deliveries[0]).toEqual({ updateId, count: 3 });
  });

  it('gives at most `limit`, oldest first', async () => {
    for (const text of ['a', 'b', 'c']) await say(text);
    const updates = await bot.api.getUpdates({ limit: 2 });
    expect(updates.map((update) => update.message?.text)).toEqual(['a', 'b']);
  });

  it('counts a negative offset from the end and forgets the rest', async () => {
    for (const text of ['a', 'b', 'c']) await say(text);
    const last = await bot.api.getUpdates({ offset: -1 });
    expect(last.map((update) => update.message?.text)).toEqual(['c']);
    const left = await bot.api.getUpdates();
    expect(left.map((update) => update.message?.text)).toEqual(['c']);
  });

  it('waits for an update and answers as soon as there is one', async () => {
    const poll = bot.api.getUpdates({ timeout: 30 });
    await server.waitForPoll();
    await say('now');
    expect((await poll)[0]?.message?.text).toBe('now');
  });

  it('answers with nothing when the time is over', async () => {
    expect(await bot.api.getUpdates({ timeout: 1 })).toEqual([]);
  });

  it('keeps an update whose reader went away', async () => {
    const aborter = new AbortController();
    // grammy types signals by a package of its own.
    const signal = aborter.signal as unknown as Parameters<typeof bot.api.getUpdates>[1];
    const poll = bot.api.getUpdates({ timeout: 30 }, signal).catch(() => 'aborted');
    await server.waitForPoll();
    aborter.abort();
    expect(await poll).toBe('aborted');
    await say('kept');
    expect((await bot.api.getUpdates())[0]?.message?.text).toBe('kept');
  });

  it('shows each update as it was when it happened', async () => {
    const { messageId } = await say('first');
    await server.injectEdit({ chatId, messageId, text: 'second' });
    const [message, edit] = await bot.api.getUpdates();
    expect(message?.message).toMatchObject({ text: 'first', message_id: messageId });
    expect(edit?.edited_message).toMatchObject({ text: 'second', message_id: messageId });
  });

  it('leaves reactions out unless they are asked for, and then keeps to the list', async () => {
    const { message_id: messageId } = await bot.api.sendMessage(chatId, 'rate me');
    const react = (emoji: string[]) => server.injectReaction({ chatId, messageId, emoji });
    expect((await react(['🔥'])).updateId).toBeNull();
    await bot.api.getUpdates({ allowed_updates: ['message_reaction'] });
    await react(['👍']);
    expect((await say('not asked for')).updateId).toBeNull();
    const updates = await bot.api.getUpdates();
    expect(updates.map((update) => update.message_reaction)).toMatchObject([
      { old_reaction: [{ emoji: '🔥' }], new_reaction: [{ emoji: '👍' }] },
    ]);
  });
});

describe('one poller at a time', () => {
  it('ends the earlier poll with the words of Telegram', async () => {
    const earlier = bot.api.getUpdates({ timeout: 30 }).catch((error: unknown) => error);
    await server.waitForPoll();
    const later = bot.api.getUpdates({ timeout: 30 });
    const error = await earlier;
    expect(error).toBeInstanceOf(GrammyError);
    expect(error).toMatchObject({
      error_code: 409,
      description:
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    await say('for the later one');
    expect(await later).toHaveLength(1);
    expect((await server.getUpdateState()).conflictCount).toBe(1);
  });

  it('makes a running grammy bot stop with the 409', async () => {
    const running = bot.start().catch((error: unknown) => error);
    await server.waitForPoll();
    await bot.api.getUpdates({ timeout: 0 });
    expect(await running).toMatchObject({ error_code: 409 });
  });

  it('refuses polling while a webhook is set', async () => {
    const poll = bot.api.getUpdates({ timeout: 30 }).catch((error: unknown) => error);
    await server.waitForPoll();
    await bot.api.setWebhook('https://example.org/hook');
    expect(await poll).toMatchObject({
      error_code: 409,
      description: 'Conflict: terminated by setWebhook request',
    });
    await expect(bot.api.getUpdates()).rejects.toThrow("can't use getUpdates method while webhook");
    await say('waiting');
    const info = await bot.api.getWebhookInfo();
    expect(info).toMatchObject({ url: 'https://example.org/hook', pending_update_count: 1 });
    await bot.api.deleteWebhook({ drop_pending_updates: true });
    expect(await bot.api.getUpdates()).toEqual([]);
    await expect(bot.api.setWebhook('http://example.org')).rejects.toThrow('HTTPS URL');
  });
});

describe('a running grammy bot', () => {
  it('receives, answers and confirms', async () => {
    bot.on('message:text', (context) => context.reply(`you said ${context.message.text}`));
    const running = bot.start();
    await server.waitForPoll();
    const { updateId } = await say('hi');
    const [answer] = await server.waitForMessages({ match: { chatId, text: 'you said hi' } });
    expect(answer?.isFromBot).toBe(true);
    await server.waitForConfirmed({ updateId: Number(updateId) });
    await bot.stop();
    await running;
    expect(await server.listViolations()).toEqual([]);
  });

  it('says what it saw when a wait is in vain', async () => {
    await bot.api.sendMessage(chatId, 'something else');
    await expect(
      server.waitForMessages({ match: { chatId, text: 'never' }, timeoutMs: 50 }),
    ).rejects.toThrow('something else');
  });
});

describe('groups', () => {
  it('marks mentions, threads of replies and topics as Telegram does', async () => {
    const group = await server.createSupergroup({ title: 'Team' });
    const first = await server.injectMessage({
      chatId: group.id,
      text: 'hey',
      isMentioningBot: true,
    });
    await server.injectMessage({ chatId: group.id, text: 'and?', replyTo: first.messageId });
    const forum = await server.createSupergroup({ isForum: true });
    const { threadId } = await server.createTopic({ chatId: forum.id, name: 'Plans' });
    await server.injectMessage({ chatId: forum.id, threadId, text: 'in a topic' });
    const [mention, reply, topic] = (await bot.api.getUpdates()).map((update) => update.message);
    expect(mention).toMatchObject({
      text: '@local_test_bot hey',
      entities: [{ type: 'mention', offset: 0, length: 15 }],
    });
    expect(reply).toMatchObject({
      message_thread_id: first.messageId,
      reply_to_message: { message_id: first.messageId },
    });
    expect(reply?.is_topic_message).toBeUndefined();
    expect(topic).toMatchObject({
      message_thread_id: threadId,
      is_topic_message: true,
      reply_to_message: { forum_topic_created: { name: 'Plans' } },
    });
  });

  it('keeps from a bot in privacy mode what is not meant for it', async () => {
    await server.stop();
    server = await startTelegramServer({ hasPrivacyMode: true, botUsername: 'shy_bot' });
    bot = new Bot(server.token, { client: { apiRoot: server.apiRoot } });
    const group = await server.createGroup();
    const write = async (text: string) =>
      (await server.injectMessage({ chatId: group.id, text })).updateId !== null;
    expect(await write('just talking')).toBe(false);
    expect(await write('@shy_bot hello')).toBe(true);
    expect(await write('/start')).toBe(true);
    expect(await write('/start@other_bot')).toBe(false);
    const own = await bot.api.sendMessage(group.id, 'I am here');
    const reply = { chatId: group.id, text: 'good', replyTo: own.message_id };
    expect((await server.injectMessage(reply)).updateId).not.toBeNull();
  });

  it('tells the bot that it was blocked', async () => {
    await server.setBlocked({ chatId });
    const [update] = await bot.api.getUpdates();
    expect(update?.my_chat_member?.new_chat_member.status).toBe('kicked');
  });
});
