import { Bot, GrammyError, InlineKeyboard, InputFile } from 'grammy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTelegramServer, type TelegramServer } from './control.ts';

let server: TelegramServer;
let bot: Bot;

beforeAll(async () => {
  server = await startTelegramServer();
  bot = new Bot(server.token, { client: { apiRoot: server.apiRoot } });
});
afterAll(() => server.stop());

/** The words of the error a call is refused with. */
async function refusal(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => 'was not refused',
    (cause: unknown) => cause,
  );
  return error instanceof GrammyError ? `${error.error_code} ${error.description}` : String(error);
}

describe('sending', () => {
  it('sends text and records it with its time and number', async () => {
    const { id } = await server.createPrivateChat({ firstName: 'Ann', username: 'ann' });
    const sent = await bot.api.sendMessage(id, 'hello', { disable_notification: true });
    expect(sent.chat).toEqual({ id, type: 'private', first_name: 'Ann', username: 'ann' });
    const [record] = await server.listMessages({ match: { chatId: id } });
    expect(record).toMatchObject({ text: 'hello', messageId: sent.message_id, isSilent: true });
    expect(record?.sentAtMs).toBeGreaterThan(Date.now() - 60_000);
  });

  it('finds entities by itself and reads those of each markup', async () => {
    const { id } = await server.createPrivateChat();
    const plain = await bot.api.sendMessage(id, 'see https://example.org/a?b=1. and @someone');
    expect(plain.entities).toEqual([
      { type: 'url', offset: 4, length: 25 },
      { type: 'mention', offset: 35, length: 8 },
    ]);
    const html = await bot.api.sendMessage(id, '<b>a <i>b</i></b> &lt;', { parse_mode: 'HTML' });
    expect(html).toMatchObject({
      text: 'a b <',
      entities: [
        { type: 'bold', offset: 0, length: 3 },
        { type: 'italic', offset: 2, length: 1 },
      ],
    });
    const marked = await bot.api.sendMessage(id, '*a* `b.c`', { parse_mode: 'MarkdownV2' });
    expect(marked).toMatchObject({ text: 'a b.c', entities: [{ type: 'bold' }, { type: 'code' }] });
  });

  it.each([
    ['MarkdownV2', 'a.b', "Character '.' is reserved and must be escaped with the preceding '\\'"],
    ['MarkdownV2', '😀 *bold', "Can't find end of Bold entity at byte offset 5"],
    ['HTML', '<b>x</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ['HTML', 'a <br>', 'Unsupported start tag "br" at byte offset 2'],
    ['HTML', '<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
    ['Markdown', 'a_b', "Can't find end of the entity starting at byte offset 1"],
  ] as const)('refuses unbalanced %s: %s', async (mode, text, reason) => {
    const { id } = await server.createPrivateChat();
    const words = await refusal(bot.api.sendMessage(id, text, { parse_mode: mode }));
    expect(words).toBe(`400 Bad Request: can't parse entities: ${reason}`);
    expect(await server.listMessages({ match: { chatId: id } })).toEqual([]);
  });

  it('takes 4096 characters and no more, counted after the markup is read', async () => {
    const { id } = await server.createPrivateChat();
    await bot.api.sendMessage(id, `<b>${'a'.repeat(4096)}</b>`, { parse_mode: 'HTML' });
    expect(await refusal(bot.api.sendMessage(id, 'a'.repeat(4097)))).toBe(
      '400 Bad Request: message is too long',
    );
    for (const empty of ['', '   \n', '<b></b>']) {
      expect(await refusal(bot.api.sendMessage(id, empty, { parse_mode: 'HTML' }))).toBe(
        '400 Bad Request: message text is empty',
      );
    }
  });

  it('answers a message, and refuses one that is not there unless told otherwise', async () => {
    const { id } = await server.createPrivateChat();
    const { messageId } = await server.injectMessage({ chatId: id, text: 'question' });
    const answer = await bot.api.sendMessage(id, 'answer', {
      reply_parameters: { message_id: messageId },
    });
    expect(answer.reply_to_message?.text).toBe('question');
    const missing = { message_id: 99_999 };
    expect(await refusal(bot.api.sendMessage(id, 'x', { reply_parameters: missing }))).toBe(
      '400 Bad Request: message to be replied not found',
    );
    const allowed = { ...missing, allow_sending_without_reply: true };
    const alone = await bot.api.sendMessage(id, 'x', { reply_parameters: allowed });
    expect(alone.reply_to_message).toBeUndefined();
  });

  it('knows topics, and that the General one has no number', async () => {
    const chat = await server.createSupergroup({ isForum: true });
    const topic = await server.createTopic({ chatId: chat.id, name: 'Plans' });
    const thread = { message_thread_id: topic.threadId };
    const sent = await bot.api.sendMessage(chat.id, 'in the topic', thread);
    expect(sent).toMatchObject({ ...thread, is_topic_message: true });
    expect(await server.listMessages({ match: { threadId: topic.threadId } })).toHaveLength(1);
    expect(
      await refusal(bot.api.sendMessage(chat.id, 'x', { message_thread_id: topic.threadId + 7 })),
    ).toBe('400 Bad Request: message thread not found');
  });

  it('gives the same number to messages of different chats', async () => {
    const first = await server.createSupergroup({ title: 'One' });
    const second = await server.createSupergroup({ title: 'Two' });
    const one = await bot.api.sendMessage(first.id, 'a');
    const two = await bot.api.sendMessage(second.id, 'b');
    expect(one.message_id).toBe(two.message_id);
  });

  it('refuses unknown and blocked chats and wrong tokens', async () => {
    expect(await refusal(bot.api.sendMessage(42, 'x'))).toBe('400 Bad Request: chat not found');
    const { id } = await server.createPrivateChat();
    await server.setBlocked({ chatId: id });
    const words = '403 Forbidden: bot was blocked by the user';
    expect(await refusal(bot.api.sendMessage(id, 'x'))).toBe(words);
    await server.setBlocked({ chatId: id, isBlocked: false });
    await bot.api.sendMessage(id, 'again');
    const stranger = new Bot('123:wrong', { client: { apiRoot: server.apiRoot } });
    expect(await refusal(stranger.api.getMe())).toBe('401 Unauthorized');
  });
});

describe('editing and removing', () => {
  it('keeps every version of a message', async () => {
    const { id } = await server.createPrivateChat();
    const { message_id: messageId } = await bot.api.sendMessage(id, 'one');
    await bot.api.editMessageText(id, messageId, 'one two');
    const edited = await bot.api.editMessageText(id, messageId, 'one two three');
    expect(edited).toMatchObject({ text: 'one two three', message_id: messageId });
    const [record] = await server.listMessages({ match: { chatId: id, isEdited: true } });
    expect(record?.versions.map((version) => version.text)).toEqual([
      'one',
      'one two',
      'one two three',
    ]);
    expect(record?.editCount).toBe(2);
  });

  it('refuses an edit that changes nothing, and edits of what is not there or not its own', async () => {
    const { id } = await server.createPrivateChat();
    const { message_id: own } = await bot.api.sendMessage(id, 'same');
    expect(await refusal(bot.api.editMessageText(id, own, 'same'))).toMatch(
      /^400 Bad Request: message is not modified/,
    );
    expect(await refusal(bot.api.editMessageText(id, 9_999, 'x'))).toBe(
      '400 Bad Request: message to edit not found',
    );
    const theirs = await server.injectMessage({ chatId: id, text: 'mine' });
    expect(await refusal(bot.api.editMessageText(id, theirs.messageId, 'x'))).toBe(
      "400 Bad Request: message can't be edited",
    );
  });

  it('removes a message once', async () => {
    const { id } = await server.createPrivateChat();
    const { message_id: messageId } = await bot.api.sendMessage(id, 'gone soon');
    await bot.api.deleteMessage(id, messageId);
    expect(await server.listMessages({ match: { chatId: id, isDeleted: true } })).toHaveLength(1);
    expect(await refusal(bot.api.deleteMessage(id, messageId))).toBe(
      '400 Bad Request: message to delete not found',
    );
  });

  it('reacts with the emoji Telegram allows, one at a time', async () => {
    const { id } = await server.createPrivateChat();
    const { messageId } = await server.injectMessage({ chatId: id, text: 'nice' });
    await bot.api.setMessageReaction(id, messageId, [{ type: 'emoji', emoji: '👍' }]);
    const [record] = await server.listMessages({ match: { chatId: id, sender: 'user' } });
    expect(record?.botReactions).toEqual(['👍']);
    const raw = { chat_id: id, message_id: messageId };
    const notOne = [{ type: 'emoji' as const, emoji: '🦖' as '👍' }];
    expect(await refusal(bot.api.raw.setMessageReaction({ ...raw, reaction: notOne }))).toBe(
      '400 Bad Request: REACTION_INVALID',
    );
  });
});

describe('buttons, commands, files and the rest', () => {
  it('carries a pressed button to its answer', async () => {
    const { id } = await server.createPrivateChat();
    const keyboard = new InlineKeyboard().text('Yes', 'approve:1').text('No', 'deny:1');
    const sent = await bot.api.sendMessage(id, 'May I?', { reply_markup: keyboard });
    const press = { chatId: id, messageId: sent.message_id };
    await expect(server.injectCallback({ ...press, data: 'other' })).rejects.toThrow('no button');
    const { callbackId, updateId } = await server.injectCallback({ ...press, data: 'approve:1' });
    const updates = await bot.api.getUpdates({ offset: updateId ?? 0 });
    expect(updates[0]?.callback_query).toMatchObject({ id: callbackId, data: 'approve:1' });
    await bot.api.answerCallbackQuery(callbackId, { text: 'Done' });
    expect((await server.getBotState()).answeredCallbackIds).toEqual([callbackId]);
    expect(await refusal(bot.api.answerCallbackQuery(callbackId))).toMatch(/query is too old/);
    await bot.api.editMessageReplyMarkup(id, sent.message_id);
    const [record] = await server.listMessages({ match: { chatId: id } });
    expect(record?.message.reply_markup).toBeUndefined();
  });

  it('refuses callback data of more than 64 bytes', async () => {
    const { id } = await server.createPrivateChat();
    const keyboard = new InlineKeyboard().text('x', 'é'.repeat(33));
    expect(await refusal(bot.api.sendMessage(id, 'x', { reply_markup: keyboard }))).toBe(
      '400 Bad Request: BUTTON_DATA_INVALID',
    );
  });

  it('keeps command lists by scope and language', async () => {
    const commands = [{ command: 'help', description: 'What I can do' }];
    const german = { scope: { type: 'all_private_chats' }, language_code: 'de' } as const;
    await bot.api.setMyCommands(commands);
    expect(await bot.api.getMyCommands()).toEqual(commands);
    expect(await bot.api.getMyCommands(german)).toEqual([]);
    expect(await refusal(bot.api.setMyCommands([{ command: 'Help!', description: 'x' }]))).toBe(
      '400 Bad Request: BOT_COMMAND_INVALID',
    );
    await bot.api.deleteMyCommands();
    expect(await bot.api.getMyCommands()).toEqual([]);
  });

  it('takes uploads and gives files of users away', async () => {
    const { id } = await server.createPrivateChat();
    const upload = new InputFile(Buffer.from('report'), 'report.txt');
    const sent = await bot.api.sendDocument(id, upload, { caption: 'the report' });
    expect(sent.document).toMatchObject({ file_name: 'report.txt', file_size: 6 });
    await server.injectDocument({ chatId: id, fileName: 'in.bin', base64: 'AAEC' });
    const updates = await bot.api.getUpdates({ offset: -1 });
    const file = await bot.api.getFile(updates[0]?.message?.document?.file_id ?? '');
    const url = `${server.apiRoot}/file/bot${server.token}/${file.file_path ?? ''}`;
    const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
    expect([...bytes]).toEqual([0, 1, 2]);
    expect((await fetch(`${server.apiRoot}/file/bot${server.token}/none`)).status).toBe(404);
    expect(await refusal(bot.api.getFile('nothing'))).toMatch(/wrong file_id/);
    await server.addFault({ method: 'file', kind: 'error', errorCode: 502 });
    await server.addFault({ method: 'file', kind: 'cut-mid-answer' });
    expect((await fetch(url)).status).toBe(502);
    await expect(fetch(url).then((answer) => answer.arrayBuffer())).rejects.toThrow();
    const calls = await server.listCalls({ match: { method: 'file' } });
    expect(calls.map(({ status }) => status)).toEqual([200, 404, 502, null]);
  });

  it('offers a photo in several sizes, and tells stickers that move from those that do not', async () => {
    const { id } = await server.createPrivateChat();
    await server.injectPhoto({ chatId: id, sizes: [90, 800] });
    await server.injectSticker({ chatId: id, base64: 'AAEC', kind: 'video' });
    const [photo, sticker] = await bot.api.getUpdates({ offset: -2 });
    expect(photo?.message?.photo?.map(({ width }) => width)).toEqual([90, 800]);
    expect(sticker?.message?.sticker).toMatchObject({ is_video: true, is_animated: false });
  });

  it('takes pictures only when they are pictures, and sends one again by its id', async () => {
    const { id } = await server.createPrivateChat();
    const notPicture = new InputFile(Buffer.from('text'), 'a.png');
    expect(await refusal(bot.api.sendPhoto(id, notPicture))).toBe(
      '400 Bad Request: IMAGE_PROCESS_FAILED',
    );
    await server.injectPhoto({ chatId: id, caption: 'look' });
    const [update] = await bot.api.getUpdates({ offset: -1 });
    const photo = update?.message?.photo?.[0];
    expect(photo).toMatchObject({ width: 1, height: 1 });
    const again = await bot.api.sendPhoto(id, photo?.file_id ?? '', { caption: 'back' });
    expect(again.photo[0]?.width).toBe(1);
  });

  it('shows chats and records what the bot is doing', async () => {
    const chat = await server.createGroup({ title: 'Home' });
    expect(await bot.api.getChat(chat.id)).toMatchObject({ type: 'group', title: 'Home' });
    await bot.api.sendChatAction(chat.id, 'typing');
    const [action] = await server.listActions({ chatId: chat.id });
    expect(action?.action).toBe('typing');
  });

  it('has seen nothing the Bot API does not know', async () => {
    expect(await server.listViolations()).toEqual([]);
  });
});
