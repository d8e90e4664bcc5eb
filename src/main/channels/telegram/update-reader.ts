import type { Bot, Context } from 'grammy';
import type { Message, Update } from 'grammy/types';
import type { Envelope } from '../../../shared/model/envelope.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import type { ChatNotes } from './chat-notes.ts';
import { findPicture } from './message-content.ts';
import { readCallback, readMessage, readReaction, type UpdateContext } from './read-update.ts';

/** The updates that are asked for; Telegram leaves reactions out unless they are named. */
export const wantedUpdates = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'message_reaction',
  'callback_query',
] as const;

export interface UpdateReaderDeps {
  readonly bot: Bot;
  readonly channel: string;
  readonly notes: ChatNotes;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Makes envelopes of updates, by grammy's handlers. */
export interface UpdateReader {
  /** Without an envelope: nothing for us, or nothing that can be read, which is logged. */
  read(update: Update): Promise<ReadUpdate>;
}

/** What an update says. */
export interface ReadUpdate {
  readonly envelope?: Envelope;
  /** By which Telegram gives the bytes of the message's only attachment, a picture. */
  readonly pictureId?: string;
}

/** Binds the handlers, once for the life of the channel. `bot.botInfo` must be set before `read`. */
export function createUpdateReader(deps: UpdateReaderDeps): UpdateReader {
  const { bot, channel, notes, clock, log } = deps;
  const found = new WeakMap<Update, ReadUpdate>();

  const put = (ctx: Context, envelope: Envelope | undefined, pictureId?: string): void => {
    if (envelope === undefined) return;
    found.set(ctx.update, { envelope, ...(pictureId === undefined ? {} : { pictureId }) });
  };
  const contextOf = (ctx: Context): UpdateContext => ({ channel, me: ctx.me });

  bot.on(
    ['message', 'edited_message', 'channel_post', 'edited_channel_post'],
    async (ctx: Context) => {
      const message = ctx.msg;
      if (message === undefined) return;
      await noteWhatItTells(message, notes);
      put(ctx, readMessage(message, contextOf(ctx)), findPicture(message));
    },
  );
  bot.on('message_reaction', (ctx) => put(ctx, readReaction(ctx.update, contextOf(ctx))));
  bot.on('callback_query', (ctx) => {
    notes.noteLanguage(String(ctx.chat?.id), ctx.from.language_code);
    put(ctx, readCallback(ctx.update, contextOf(ctx), clock.now()));
  });

  return {
    async read(update) {
      try {
        await bot.handleUpdate(update);
      } catch (error) {
        // Asking for it again and again would block everything behind it.
        log.error('telegram.update-unreadable', { updateId: update.update_id, error });
      }
      return found.get(update) ?? {};
    },
  };
}

async function noteWhatItTells(message: Message, notes: ChatNotes): Promise<void> {
  const chatId = String(message.chat.id);
  notes.noteLanguage(chatId, message.from?.language_code);
  const movedTo = message.migrate_to_chat_id;
  if (movedTo !== undefined) await notes.noteMove(chatId, String(movedTo));
}
