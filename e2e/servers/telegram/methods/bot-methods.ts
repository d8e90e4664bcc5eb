import type { BotCommand, ChatFullInfo } from '@grammyjs/types';
import { badRequest } from '../api-failure.ts';
import type { Params } from '../method-params.ts';
import { MAX_DOWNLOAD_BYTES } from '../state/files.ts';
import type { StoredChat } from '../state/chats.ts';
import type { Methods } from './call-context.ts';
import { checkThread, openChat } from './call-context.ts';

const ACTIONS: ReadonlySet<string> = new Set<string>([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
] satisfies Parameters<Methods<'sendChatAction'>['sendChatAction']>[0]['action'][]);

type CommandKey = Pick<Params<'getMyCommands'>, 'scope' | 'language_code'>;

/** The methods about the bot itself, chats and files. */
export const botMethods: Methods<
  | 'getMe'
  | 'sendChatAction'
  | 'setMyCommands'
  | 'getMyCommands'
  | 'deleteMyCommands'
  | 'answerCallbackQuery'
  | 'getChat'
  | 'getFile'
> = {
  getMe: (_, { state }) => state.me,
  sendChatAction: (params, { state }) => {
    const stored = openChat(state, params.chat_id);
    checkThread(state, stored, params.message_thread_id);
    if (!ACTIONS.has(params.action)) throw badRequest('wrong parameter action in request');
    state.log.addAction({
      atMs: Date.now(),
      chatId: stored.chat.id,
      threadId: params.message_thread_id ?? null,
      action: params.action,
    });
    return true;
  },
  setMyCommands: (params, { state }) => {
    checkCommands(params.commands);
    state.commands.set(commandKey(params), params.commands);
    return true;
  },
  getMyCommands: (params, { state }) => state.commands.get(commandKey(params)) ?? [],
  deleteMyCommands: (params, { state }) => {
    state.commands.delete(commandKey(params));
    return true;
  },
  answerCallbackQuery: (params, { state }) => {
    if (state.callbacks.get(params.callback_query_id) !== false) {
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    }
    state.callbacks.set(params.callback_query_id, true);
    return true;
  },
  getChat: (params, { state }) => describeChat(openChat(state, params.chat_id)),
  getFile: (params, { state }) => {
    const { file } = state.files.get(params.file_id);
    if ((file.file_size ?? 0) > MAX_DOWNLOAD_BYTES) throw badRequest('file is too big');
    return file;
  },
};

const commandKey = ({ scope, language_code: language }: CommandKey): string =>
  `${scope === undefined ? 'default' : Object.values(scope).join(':')}|${language ?? ''}`;

function checkCommands(commands: readonly BotCommand[]): void {
  if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  for (const { command, description } of commands) {
    if (!/^\/?[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
    if (description.length < 1 || description.length > 256) {
      throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    }
  }
}

function describeChat({ chat }: StoredChat): ChatFullInfo {
  const common = {
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: {
      unlimited_gifts: true,
      limited_gifts: true,
      unique_gifts: true,
      premium_subscription: true,
      gifts_from_channels: true,
    },
  };
  switch (chat.type) {
    case 'private':
      return { ...chat, ...common };
    case 'group':
      return { ...chat, ...common };
    case 'supergroup':
      return { ...chat, ...common };
  }
}
