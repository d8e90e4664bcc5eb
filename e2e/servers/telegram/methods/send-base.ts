import type { InlineKeyboardMarkup, Message } from '@grammyjs/types';
import { badRequest } from '../api-failure.ts';
import type { Params } from '../method-params.ts';
import { asReplied, type RepliedMessage, type StoredChat } from '../state/chats.ts';
import { nowSeconds, type ServerState } from '../state/bot-state.ts';
import { asSender, checkThread, openChat } from './call-context.ts';

/** Parameters that every sending method has. */
export type SendParams = Pick<
  Params<'sendMessage'>,
  | 'chat_id'
  | 'message_thread_id'
  | 'reply_parameters'
  | 'reply_to_message_id'
  | 'reply_markup'
  | 'disable_notification'
  | 'protect_content'
  | 'message_effect_id'
>;

/** The part of a message that does not depend on its kind. Has no effect yet but taking its id. */
export function makeMessageBase(state: ServerState, params: SendParams): Message.CommonMessage {
  const stored = openChat(state, params.chat_id);
  checkThread(state, stored, params.message_thread_id);
  const reply = findReply(state, stored, params);
  const threadId = params.message_thread_id ?? findReplyThread(stored, reply);
  return {
    message_id: state.chats.takeMessageId(stored),
    from: asSender(state),
    chat: stored.chat,
    date: nowSeconds(),
    ...(threadId === undefined ? {} : { message_thread_id: threadId }),
    ...(threadId !== undefined && stored.chat.is_forum === true ? { is_topic_message: true } : {}),
    ...(reply === undefined ? {} : { reply_to_message: reply }),
    ...(params.protect_content === true ? { has_protected_content: true } : {}),
    ...(params.message_effect_id === undefined ? {} : { effect_id: params.message_effect_id }),
    ...readKeyboard(params.reply_markup),
  };
}

/** Only inline keyboards stay with a message. */
function readKeyboard(markup: SendParams['reply_markup']): { reply_markup?: InlineKeyboardMarkup } {
  if (markup === undefined || !('inline_keyboard' in markup)) return {};
  checkKeyboard(markup);
  return { reply_markup: markup };
}

/** Throws the API's word for callback data of more than 64 bytes. */
export function checkKeyboard(markup: InlineKeyboardMarkup): void {
  for (const button of markup.inline_keyboard.flat()) {
    const isTooLong = 'callback_data' in button && Buffer.byteLength(button.callback_data) > 64;
    if (isTooLong) throw badRequest('BUTTON_DATA_INVALID');
  }
}

function findReply(
  state: ServerState,
  stored: StoredChat,
  params: SendParams,
): RepliedMessage | undefined {
  const asked = params.reply_parameters;
  const messageId = asked?.message_id ?? params.reply_to_message_id;
  if (messageId === undefined) return undefined;
  const chatId =
    asked?.chat_id === undefined ? stored.chat.id : state.chats.get(asked.chat_id).chat.id;
  const record = state.messages.get(chatId, messageId);
  if (record !== undefined && !record.isDeleted) {
    if (asked?.quote !== undefined && !record.text.includes(asked.quote)) {
      throw badRequest('QUOTE_TEXT_INVALID');
    }
    return asReplied(record.message);
  }
  if (asked?.allow_sending_without_reply === true) return undefined;
  throw badRequest('message to be replied not found');
}

/** A reply in a supergroup belongs to the thread of what it answers. */
function findReplyThread(
  stored: StoredChat,
  reply: RepliedMessage | undefined,
): number | undefined {
  if (reply === undefined || stored.chat.type !== 'supergroup') return undefined;
  if (stored.chat.is_forum === true) return reply.message_thread_id;
  return reply.message_thread_id ?? reply.message_id;
}
