import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  openTelegramSite,
  type TelegramMessenger,
  type TelegramSite,
} from '../../../../e2e/channels/telegram-messenger.ts';
import type { DeliveryJob, DeliveryOutcome } from '../../../shared/model/delivery.ts';
import { makeJob, startChannel, type Running } from '../contract-harness.ts';
import { createTelegramChannel } from './telegram-channel.ts';

let site: TelegramSite;
let messenger: TelegramMessenger;
let running: Running;

beforeAll(async () => {
  site = await openTelegramSite();
});
afterAll(() => site.stop());
beforeEach(async () => {
  messenger = await site.openMessenger();
  running = startChannel(createTelegramChannel, messenger.settings);
});
afterEach(async () => {
  await running.channel.stop();
  expect(await messenger.server.listViolations()).toEqual([]);
  await messenger.close();
});

const deliver = (part: Partial<DeliveryJob> = {}): Promise<DeliveryOutcome> =>
  running.channel.deliver(makeJob(messenger, part));
const shown = () =>
  messenger.server.listMessages({ match: { chatId: messenger.chatId, sender: 'bot' } });

it('turns Markdown into formatting', async () => {
  await deliver({ text: '# Title\n\n**bold** and `code`\n\n- one\n- two' });
  const [message] = await shown();
  expect(message?.text).toBe('Title\n\nbold and code\n\n• one\n• two');
  expect(message?.message.entities?.map(({ type }) => type)).toEqual(['bold', 'bold', 'code']);
});

it('sends bare words when Telegram refuses the formatting, and only once', async () => {
  await messenger.server.addFault({
    method: 'sendMessage',
    kind: 'error',
    errorCode: 400,
    description: "Bad Request: can't parse entities: unsupported start tag",
  });
  expect(await deliver({ text: '**bold**' })).toMatchObject({ result: 'sent' });
  expect((await shown()).map(({ text }) => text)).toEqual(['**bold**']);
});

it('replies, also to a message that is gone', async () => {
  const question = await messenger.say('a question');
  await deliver({ replyRef: question });
  await deliver({ id: 'part-2', replyRef: '999999' });
  const replies = await shown();
  expect(replies.map(({ replyTo }) => replyTo)).toEqual([Number(question), null]);
});

it('writes anew when the draft was deleted', async () => {
  const outcome = await deliver({ externalId: '888888', text: 'the whole text' });
  expect(outcome).toMatchObject({ result: 'sent' });
  expect((await shown()).map(({ text }) => text)).toEqual(['the whole text']);
});

it('never sends more than a message holds: drafts are cut, a final text is refused whole', async () => {
  const text = 'x'.repeat(5_000);
  expect(await deliver({ text, isDraft: true })).toMatchObject({ result: 'sent' });
  expect((await shown())[0]?.text).toHaveLength(4_096);
  expect(await deliver({ id: 'part-2', text })).toMatchObject({
    result: 'failed',
    kind: 'invalid',
    hasBegun: false,
  });
});

it('does not ask again before a pause is over', async () => {
  const { server, chatId } = messenger;
  await messenger.failNext('limited');
  expect(await deliver()).toMatchObject({ kind: 'limited', retryAfterMs: 1_000 });
  const again = await deliver({ attempt: 2 });
  expect(again).toMatchObject({ kind: 'limited', hasBegun: false });
  const calls = await server.listCalls({ match: { method: 'sendMessage', chatId } });
  expect(calls).toHaveLength(1);
});

it('says the note about a possible duplicate in the reader’s language', async () => {
  const german = await messenger.server.createPrivateChat({ languageCode: 'de' });
  await messenger.server.injectMessage({ chatId: german.id, text: 'Hallo' });
  await running.until(() => running.received.length > 0, 'the message');
  const chat = { kind: 'direct' as const, id: String(german.id) };
  await deliver({ chat, isPossibleDuplicate: true, text: 'Guten Tag' });
  const [message] = await messenger.server
    .listMessages({ match: { chatId: german.id } })
    .then((all) => all.filter(({ isFromBot }) => isFromBot));
  expect(message?.text).toBe('Guten Tag\n\nDiese Nachricht wurde vielleicht doppelt gesendet.');
});

it('keeps the note when a marked draft becomes the final text', async () => {
  const draft = await deliver({ isPossibleDuplicate: true, isDraft: true, text: 'the whole' });
  const externalId = draft.result === 'sent' ? draft.externalId : '';
  await deliver({ isPossibleDuplicate: true, attempt: 2, externalId, text: 'the whole text' });
  const [message] = await shown();
  expect(message?.text).toMatch(/^the whole text\n\n.+twice/);
});

it('follows a group that became a supergroup', async () => {
  const { server } = messenger;
  const { userId } = await server.createUser();
  const { id: newId } = await server.createSupergroup({ memberIds: [userId] });
  const { id: oldId } = await server.createGroup({ memberIds: [userId] });
  await server.addFault({
    method: 'sendMessage',
    kind: 'error',
    chatId: oldId,
    errorCode: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    migrateToChatId: newId,
    times: null,
  });
  const chat = { kind: 'group' as const, id: String(oldId) };
  expect(await deliver({ chat, text: 'first' })).toMatchObject({ result: 'sent' });
  expect(await deliver({ chat, id: 'part-2', text: 'second' })).toMatchObject({ result: 'sent' });
  const there = await server.listMessages({ match: { chatId: newId, sender: 'bot' } });
  expect(there.map(({ text }) => text)).toEqual(['first', 'second']);
  const refused = await server.listCalls({ match: { method: 'sendMessage', chatId: oldId } });
  expect(refused).toHaveLength(1);
});

it('takes a server error and a page of a proxy for "may have arrived"', async () => {
  const { server } = messenger;
  await server.addFault({ method: 'sendMessage', kind: 'error', errorCode: 502 });
  expect(await deliver()).toMatchObject({ kind: 'unreachable', hasBegun: true });
  await server.addFault({ method: 'sendMessage', kind: 'html' });
  expect(await deliver({ attempt: 2 })).toMatchObject({ kind: 'unreachable', hasBegun: true });
  await server.addFault({
    method: 'sendMessage',
    kind: 'error',
    errorCode: 400,
    description: 'Bad Request: chat not found',
  });
  expect(await deliver({ attempt: 3 })).toMatchObject({ kind: 'invalid', hasBegun: false });
});

it('runs several bots at once', async () => {
  const other = await openTelegramSite();
  const second = await other.openMessenger();
  const theirs = startChannel(createTelegramChannel, second.settings);
  await messenger.say('to the first');
  await second.say('to the second');
  await running.until(() => running.received.length > 0, 'the first');
  await theirs.until(() => theirs.received.length > 0, 'the second');
  expect(running.received.map(({ text }) => text)).toEqual(['to the first']);
  expect(theirs.received.map(({ text }) => text)).toEqual(['to the second']);
  await theirs.channel.stop();
  await other.stop();
});

it('puts buttons below a message, and takes them away with the edit that has none', async () => {
  const buttons = [
    { label: 'Allow', text: '/allow K7FM' },
    // Telegram would refuse the whole message for this one.
    { label: 'Too long', text: 'x'.repeat(65) },
  ];
  const sent = await deliver({ text: 'May I?', buttons });
  const [message] = await shown();
  expect(message?.message.reply_markup?.inline_keyboard).toEqual([
    [{ text: 'Allow', callback_data: '/allow K7FM' }],
  ]);
  const externalId = sent.result === 'sent' ? sent.externalId : '';
  await deliver({ text: 'May I, please?', externalId, buttons });
  expect((await shown())[0]?.message.reply_markup).toBeDefined();
  await deliver({ text: 'Allowed.', externalId });
  expect(await shown()).toMatchObject([{ text: 'Allowed.', editCount: 2 }]);
  expect((await shown())[0]?.message.reply_markup).toBeUndefined();
});
