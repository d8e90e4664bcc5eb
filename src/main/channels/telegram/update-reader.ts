import type { Bot, Context } from 'grammy';
import type { Message, Update } from 'grammy/types';
import type { Envelope } from '../../../shared/model/envelope.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import type { ChatNotes } from './chat-notes.ts';
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
  /** In the order of the updates. One that can't be read is logged and left out. */
  read(updates: readonly Update[]): Promise<readonly Envelope[]>;
}

/** Binds the handlers, once for the life of the channel. `bot.botInfo` must be set before `read`. */
export function createUpdateReader(deps: UpdateReaderDeps): UpdateReader {
  const { bot, channel, notes, clock, log } = deps;
  const found = new WeakMap<Update, Envelope>();

  const put = (ctx: Context, envelope: Envelope | undefined): void => {
    if (envelope !== undefined) found.set(ctx.update, envelope);
  };
  const contextOf = (ctx: Context): UpdateContext => ({ channel, me: ctx.me });

  bot.on(
    ['message', 'edited_message', 'channel_post', 'edited_channel_post'],
    async (ctx: Context) => {
      const message = ctx.msg;
      if (message === undefined) return;
      await noteWhatItTells(message, notes);
      put(ctx, readMessage(message, contextOf(ctx)));
    },
  );
  bot.on('message_reaction', (ctx) => put(ctx, readReaction(ctx.update, contextOf(ctx))));
  bot.on('callback_query', (ctx) => {
    notes.noteLanguage(String(ctx.chat?.id), ctx.from.language_code);
    put(ctx, readCallback(ctx.update, contextOf(ctx), clock.now()));
  });

  return {
    async read(updates) {
      const envelopes: Envelope[] = [];
      for (const update of updates) {
        try {
          await bot.handleUpdate(update);
        } catch (error) {
          // Asking for it again and again would block everything behind it.
          log.error('telegram.update-unreadable', { updateId: update.update_id, error });
        }
        const envelope = found.get(update);
        if (envelope !== undefined) envelopes.push(envelope);
      }
      return envelopes;
    },
  };
}

async function noteWhatItTells(message: Message, notes: ChatNotes): Promise<void> {
  const chatId = String(message.chat.id);
  notes.noteLanguage(chatId, message.from?.language_code);
  const movedTo = message.migrate_to_chat_id;
  if (movedTo !== undefined) await notes.noteMove(chatId, String(movedTo));
}
