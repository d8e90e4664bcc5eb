import { isDeepStrictEqual } from 'node:util';
import type { Message, Update } from '@grammyjs/types';
import { badRequest } from '../api-failure.ts';
import type { MessageRecord } from '../control-contract.ts';
import type { ServerState } from '../state/bot-state.ts';
import { nowSeconds } from '../state/bot-state.ts';
import type { Methods } from './call-context.ts';
import { openChat } from './call-context.ts';
import { isReactionEmoji } from './reaction-emoji.ts';
import { checkKeyboard } from './send-base.ts';
import { readMessageText } from './send-methods.ts';

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

/** The methods that change or remove what was sent. */
export const editMethods: Methods<
  'editMessageText' | 'editMessageReplyMarkup' | 'deleteMessage' | 'setMessageReaction'
> = {
  editMessageText: (params, { state }) => {
    const found = findOwn(state, params.chat_id, params.message_id);
    if (params.text === undefined) throw badRequest('message text is empty');
    if (found.message.text === undefined)
      throw badRequest('there is no text in the message to edit');
    const { text, entities } = readMessageText({ ...params, text: params.text });
    const markup = params.reply_markup;
    if (markup !== undefined) checkKeyboard(markup);
    const isSame =
      found.message.text === text &&
      isDeepStrictEqual(found.message.entities ?? [], entities) &&
      isDeepStrictEqual(found.message.reply_markup, markup);
    if (isSame) throw badRequest(NOT_MODIFIED);
    const editDate = nowSeconds();
    state.messages.edit(found, { text, entities, replyMarkup: markup ?? null, editDate });
    const edited: Update.Edited & Message.TextMessage = {
      ...found.message,
      text,
      edit_date: editDate,
    };
    return edited;
  },
  editMessageReplyMarkup: (params, { state }) => {
    const found = findOwn(state, params.chat_id, params.message_id);
    const markup = params.reply_markup;
    if (markup !== undefined) checkKeyboard(markup);
    if (isDeepStrictEqual(found.message.reply_markup, markup)) throw badRequest(NOT_MODIFIED);
    const editDate = nowSeconds();
    state.messages.edit(found, { replyMarkup: markup ?? null, editDate });
    return { ...found.message, edit_date: editDate };
  },
  deleteMessage: (params, { state }) => {
    const { chat } = openChat(state, params.chat_id);
    const found = state.messages.get(chat.id, params.message_id);
    if (found === undefined || found.isDeleted) throw badRequest('message to delete not found');
    // In private chats a bot may delete what the user wrote; in groups it would have to be an admin.
    if (!found.isFromBot && chat.type !== 'private') throw badRequest("message can't be deleted");
    state.messages.remove(found);
    return true;
  },
  setMessageReaction: (params, { state }) => {
    const { chat } = openChat(state, params.chat_id);
    const found = state.messages.get(chat.id, params.message_id);
    if (found === undefined || found.isDeleted) throw badRequest('message to react not found');
    const emoji = (params.reaction ?? []).map((reaction) => reaction.emoji);
    if (emoji.length > 1) throw badRequest('REACTIONS_TOO_MANY');
    if (!emoji.every(isReactionEmoji)) throw badRequest('REACTION_INVALID');
    state.messages.react(found, emoji);
    return true;
  },
};

/** A message of the bot's own, for editing. */
function findOwn(
  state: ServerState,
  chatId: number | string | undefined,
  messageId: number | undefined,
): MessageRecord {
  if (chatId === undefined) throw badRequest('chat_id is empty');
  if (messageId === undefined) throw badRequest('message identifier is not specified');
  const { chat } = openChat(state, chatId);
  const found = state.messages.get(chat.id, messageId);
  if (found === undefined || found.isDeleted) throw badRequest('message to edit not found');
  if (!found.isFromBot) throw badRequest("message can't be edited");
  return found;
}
