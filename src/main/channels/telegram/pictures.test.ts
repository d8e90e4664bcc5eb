import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  openTelegramSite,
  type TelegramMessenger,
  type TelegramSite,
} from '../../../../e2e/channels/telegram-messenger.ts';
import { limits } from '../../../shared/config/limits.ts';
import type { Envelope } from '../../../shared/model/envelope.ts';
import { systemClock, type Clock } from '../../platform/clock.ts';
import { startChannel, type Running } from '../contract-harness.ts';
import { createTelegramChannel } from './telegram-channel.ts';

let site: TelegramSite;
let messenger: TelegramMessenger;
let running: Running;
let startedAt: number;

/** A clock on which everything comes sooner by this factor. */
const quickly = (factor: number): Clock => ({
  ...systemClock,
  monotonic: () => systemClock.monotonic() * factor,
  after: (delayMs, callback, options) => systemClock.after(delayMs / factor, callback, options),
});

function start(clock?: Clock): void {
  running = startChannel(createTelegramChannel, messenger.settings, new Map(), clock);
}
const receive = (count: number): Promise<void> =>
  running.until(() => running.received.length >= count, `${count} messages`);
const texts = (): readonly string[] => running.received.map(({ text }) => text);
const hashOf = (data: Buffer): string => createHash('sha256').update(data).digest('hex');

const webp = Buffer.from('RIFF\x10\0\0\0WEBPVP8 and so on', 'latin1');
const gif = Buffer.from('GIF89a and so on', 'latin1');
const jpeg = Buffer.from('\xff\xd8\xff\xe0 and so on', 'latin1');
const base64 = (data: Buffer): string => data.toString('base64');

beforeAll(async () => {
  site = await openTelegramSite();
});
afterAll(() => site.stop());
beforeEach(async () => {
  messenger = await site.openMessenger();
  startedAt = Date.now();
});
afterEach(async () => {
  await running.channel.stop();
  expect(await messenger.server.listViolations()).toEqual([]);
  await messenger.close();
});

/** The bytes that came with a message. */
function pictureOf(envelope: Envelope | undefined): Buffer | undefined {
  const blob = envelope?.attachments[0]?.blob;
  return blob === undefined ? undefined : running.files.get(blob);
}

describe('a picture', () => {
  it('comes with its message: a photo, a file, a sticker, each by what its bytes are', async () => {
    const { server, chatId } = messenger;
    start();
    await server.injectPhoto({ chatId, base64: base64(jpeg), caption: 'look' });
    const fileName = 'cat.gif';
    await server.injectDocument({ chatId, fileName, mimeType: 'image/png', base64: base64(gif) });
    await server.injectSticker({ chatId, base64: base64(webp), emoji: '🙂' });
    await receive(3);
    const [photo, file, sticker] = running.received;
    expect(photo).toMatchObject({
      text: 'look',
      attachments: [
        { kind: 'image', mimeType: 'image/jpeg', sizeBytes: jpeg.length, blob: hashOf(jpeg) },
      ],
    });
    expect(file?.attachments).toEqual([
      {
        kind: 'image',
        mimeType: 'image/gif',
        sizeBytes: gif.length,
        blob: hashOf(gif),
        name: fileName,
      },
    ]);
    expect(sticker).toMatchObject({ text: '🙂', attachments: [{ mimeType: 'image/webp' }] });
    expect([photo, file, sticker].map(pictureOf)).toEqual([jpeg, gif, webp]);
  });

  it('is the largest size that models still see as it is', async () => {
    const { server, chatId } = messenger;
    start();
    await server.injectPhoto({ chatId, sizes: [90, 800, limits.telegram.photoPixels, 2_560] });
    await receive(1);
    const call = (await server.listCalls({ match: { method: 'getFile' } })).at(-1);
    const [update] = await server.listMessages({ match: { chatId, sender: 'user' } });
    const wanted = update?.message.photo?.[2]?.file_id;
    expect(call?.params).toEqual({ file_id: wanted });
  });

  it('comes with an edit, too, and two edits within a second that differ in it stay two', async () => {
    const { server, chatId } = messenger;
    start();
    const { messageId } = await server.injectPhoto({
      chatId,
      base64: base64(jpeg),
      caption: 'one',
    });
    await server.injectEdit({ chatId, messageId, text: 'two' });
    await receive(2);
    expect(running.received.map(({ kind, text }) => [kind, text])).toEqual([
      ['new', 'one'],
      ['edit', 'two'],
    ]);
    expect(running.received.map(pictureOf)).toEqual([jpeg, jpeg]);
    expect(new Set(running.received.map(({ dedupeKey }) => dedupeKey)).size).toBe(2);
  });

  it('is not fetched when nobody would be let in, nor when models cannot see its kind', async () => {
    const { server, chatId } = messenger;
    start();
    const stranger = await server.createPrivateChat({ username: 'stranger' });
    await server.injectPhoto({ chatId: stranger.id, caption: 'me' });
    await server.injectVoice({ chatId });
    await server.injectDocument({ chatId, mimeType: 'image/tiff', fileName: 'a.tiff' });
    await server.injectSticker({ chatId, base64: base64(webp), kind: 'animated' });
    await receive(4);
    const byChat = running.received.filter(({ chat }) => chat.id === String(chatId));
    expect(byChat.map(({ attachments: [file] }) => [file?.kind, file?.mimeType])).toEqual([
      ['audio', 'audio/ogg'],
      ['document', 'image/tiff'],
      ['image', 'application/x-tgsticker'],
    ]);
    expect(running.files.size).toBe(0);
    const asked = await server.listCalls({ match: { method: 'getFile' } });
    expect(asked.filter(({ atMs }) => atMs > startedAt)).toEqual([]);
  });

  it('that is none is named and not shown', async () => {
    const { server, chatId } = messenger;
    start();
    await server.injectDocument({ chatId, mimeType: 'image/png', fileName: 'page.png' });
    await receive(1);
    expect(running.received[0]?.attachments).toEqual([
      { kind: 'image', mimeType: 'image/png', sizeBytes: 6, name: 'page.png' },
    ]);
  });
});

describe('a picture that cannot be got', () => {
  it('is named in the message, which goes on', async () => {
    const { server, chatId } = messenger;
    start();
    const description = 'Bad Request: wrong file_id or the file is temporarily unavailable';
    await server.addFault({ method: 'getFile', kind: 'error', errorCode: 400, description });
    await server.injectPhoto({ chatId, caption: 'look' });
    await receive(1);
    await server.addFault({ method: 'file', kind: 'error', errorCode: 404 });
    await server.injectPhoto({ chatId });
    await receive(2);
    expect(texts()).toEqual([
      'look\n[image: could not be fetched]',
      '[image: could not be fetched]',
    ]);
    expect(running.received.map(({ attachments }) => attachments)).toEqual([[], []]);
  });

  it('is not even asked for when it is too large', async () => {
    const { server, chatId } = messenger;
    start();
    const large = Buffer.alloc(limits.message.attachmentBytes + 1);
    const mimeType = 'image/png';
    await server.injectDocument({ chatId, mimeType, fileName: 'a.png', base64: base64(large) });
    await receive(1);
    expect(texts()).toEqual(['[a.png: too large]']);
    expect(running.received[0]?.attachments).toEqual([]);
  });

  it('is named also when the host has no room for it', async () => {
    const { server, chatId } = messenger;
    start();
    running.refuseFiles();
    await server.injectPhoto({ chatId, caption: 'look' });
    await receive(1);
    expect(texts()).toEqual(['look\n[image: could not be fetched]']);
  });

  it('is tried again when that may help: server errors, broken lines, pauses', async () => {
    const { server, chatId } = messenger;
    start(quickly(10));
    await server.addFault({ method: 'getFile', kind: 'error', errorCode: 502 });
    await server.addFault({
      method: 'getFile',
      kind: 'error',
      errorCode: 429,
      retryAfterSeconds: 1,
    });
    await server.addFault({ method: 'file', kind: 'cut-mid-answer' });
    await server.addFault({ method: 'file', kind: 'error', errorCode: 500 });
    await server.injectPhoto({ chatId, base64: base64(jpeg), caption: 'look' });
    await receive(1);
    expect(pictureOf(running.received[0])).toEqual(jpeg);
  });

  it('is given up after a while', async () => {
    const { server, chatId } = messenger;
    start(quickly(20));
    await server.addFault({ method: 'file', kind: 'hang-before', times: null });
    await server.injectPhoto({ chatId, caption: 'look' });
    await receive(1);
    expect(texts()).toEqual(['look\n[image: could not be fetched]']);
    await messenger.server.clearFaults();
  });
});

describe('while a picture is being fetched', () => {
  it('other chats are heard, its own waits in order, and nothing of it is confirmed', async () => {
    const { server, chatId } = messenger;
    const other = await server.createPrivateChat({ firstName: 'Ben' });
    start(quickly(5));
    await server.addFault({ method: 'file', kind: 'hang-before' });
    const { updateId } = await server.injectPhoto({ chatId, base64: base64(jpeg), caption: 'one' });
    await server.waitForCalls({ match: { method: 'file', isHeld: true } });
    const later = await server.injectMessage({ chatId, text: 'two' });
    await server.injectMessage({ chatId: other.id, text: 'three' });
    await receive(1);
    await server.injectMessage({ chatId: other.id, text: 'four' });
    await receive(2);
    expect(texts()).toEqual(['three', 'four']);
    expect((await server.getUpdateState()).confirmedOffset).toBe(updateId);
    // The line breaks, and the next try works.
    await server.releaseHangs();
    await receive(4);
    expect(texts()).toEqual(['three', 'four', 'one', 'two']);
    await server.waitForConfirmed({ updateId: Number(later.updateId) });
    await server.waitForPoll();
    expect(running.received).toHaveLength(4);
  });

  it('and the channel is stopped, its message comes again to the next one', async () => {
    const { server, chatId } = messenger;
    start();
    await server.addFault({ method: 'file', kind: 'hang-before' });
    await server.injectPhoto({ chatId, base64: base64(jpeg), caption: 'one' });
    await server.waitForCalls({ match: { method: 'file', isHeld: true } });
    await running.channel.stop();
    expect(running.received).toEqual([]);
    start();
    await receive(1);
    expect(pictureOf(running.received[0])).toEqual(jpeg);
  });

  it('many more are, each once and in order', async () => {
    const { server, chatId } = messenger;
    const count = 30;
    start();
    for (let n = 0; n < count; n += 1)
      await server.injectPhoto({ chatId, base64: base64(jpeg), caption: String(n) });
    await receive(count);
    expect(texts()).toEqual(Array.from({ length: count }, (_, n) => String(n)));
    expect(running.received.every((envelope) => pictureOf(envelope) !== undefined)).toBe(true);
  });
});
