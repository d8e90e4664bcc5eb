import type { Update } from 'grammy/types';
import { telegramChannel } from '../../../shared/config/channels.ts';
import type { ChannelFactory } from '../channel.ts';
import { createChatNotes } from './chat-notes.ts';
import { createPollLoop } from './poll-loop.ts';
import { sendPart } from './send-part.ts';
import { createTelegramApi } from './telegram-api.ts';
import { createUpdateReader } from './update-reader.ts';

/** One Telegram bot at work. */
export const createTelegramChannel: ChannelFactory = (instance, host) => {
  const { token, apiRoot } = telegramChannel().parse(instance.settings);
  const { clock, log } = host;
  const api = createTelegramApi(token, apiRoot, clock);
  const notes = createChatNotes(host.memory, clock);
  const reader = createUpdateReader({ bot: api.bot, channel: instance.id, notes, clock, log });
  const loop = createPollLoop({ api, reader, host, onSafe: answerButtons });
  const sending = new Set<Promise<unknown>>();

  /** Takes the clock off the buttons that were pressed; they work without, so nobody waits. */
  function answerButtons(updates: readonly Update[]): void {
    for (const { callback_query: query } of updates) {
      if (query === undefined) continue;
      api
        .call((calls, signal) => calls.answerCallbackQuery(query.id, {}, signal))
        .catch(() => undefined);
    }
  }

  return {
    start: () => loop.start(),

    deliver(job) {
      const outcome = sendPart(job, { api, notes, log }).finally(() => sending.delete(outcome));
      sending.add(outcome);
      return outcome;
    },

    async showTyping(chatId, threadId) {
      if (notes.pauseOf(chatId) > 0) return;
      const topic = threadId === undefined ? {} : { message_thread_id: Number(threadId) };
      const chat = notes.idOf(chatId);
      await api.call((calls, signal) => calls.sendChatAction(chat, 'typing', topic, signal));
    },

    async stop() {
      await loop.stop();
      await Promise.all(sending);
      api.close();
    },
  };
};
