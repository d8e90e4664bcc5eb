import type {
  File,
  Message,
  MessageEntity,
  PhotoSize,
  ReactionType,
  Update,
  User,
} from '@grammyjs/types';
import type { Injected, MessageRecord, ParsedControlInput } from './control-contract.ts';
import { findEntities } from './formatting/find-entities.ts';
import { readImageSize } from './methods/image-size.ts';
import { isReactionEmoji } from './methods/reaction-emoji.ts';
import { nowSeconds, type ServerState } from './state/bot-state.ts';
import { asReplied, type StoredChat } from './state/chats.ts';

/** A user's message: never in a channel, always with a sender. */
type UserMessage = Message & Update.NonChannel;
type Place = Pick<
  ParsedControlInput<'injectMessage'>,
  'chatId' | 'fromId' | 'threadId' | 'replyTo'
>;

/** A picture of one pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Lets a user write a text. */
export function injectMessage(
  state: ServerState,
  input: ParsedControlInput<'injectMessage'>,
): Injected {
  const text = input.isMentioningBot ? `@${state.me.username} ${input.text}` : input.text;
  // Entities given by a test stand as they are; it may want to send what no server would.
  const entities = (input.entities as MessageEntity[] | undefined) ?? findEntities(text);
  const message: UserMessage = {
    ...makeBase(state, input),
    text,
    ...(entities.length > 0 ? { entities } : {}),
  };
  return deliver(state, message);
}

/** Lets a user send a picture. */
export function injectPhoto(
  state: ServerState,
  input: ParsedControlInput<'injectPhoto'>,
): Injected {
  const bytes = Buffer.from(input.base64 ?? PIXEL, 'base64');
  const own = readImageSize(bytes) ?? { width: 90, height: 90 };
  const scales = input.sizes?.map((longer) => longer / Math.max(own.width, own.height)) ?? [1];
  const photo = scales.map((scale): PhotoSize => {
    const width = Math.round(own.width * scale);
    const height = Math.round(own.height * scale);
    return { ...addFile(state, 'photos', 'photo.png', 'image/png', bytes), width, height };
  });
  return deliver(state, { ...makeBase(state, input), photo, ...makeCaption(input.caption) });
}

/** Lets a user send a sticker. */
export function injectSticker(
  state: ServerState,
  input: ParsedControlInput<'injectSticker'>,
): Injected {
  const bytes = Buffer.from(input.base64, 'base64');
  const [fileName, mimeType] = STICKER_FILES[input.kind];
  return deliver(state, {
    ...makeBase(state, input),
    sticker: {
      ...addFile(state, 'stickers', fileName, mimeType, bytes),
      type: 'regular',
      width: 512,
      height: 512,
      is_animated: input.kind === 'animated',
      is_video: input.kind === 'video',
      emoji: input.emoji,
    },
  });
}

const STICKER_FILES = {
  static: ['file.webp', 'image/webp'],
  animated: ['file.tgs', 'application/x-tgsticker'],
  video: ['file.webm', 'video/webm'],
} as const;

/** Stores a file; a message names it without its path. */
function addFile(
  state: ServerState,
  folder: string,
  fileName: string,
  mimeType: string,
  bytes: Uint8Array,
): Omit<File, 'file_path'> {
  const { file_path: _, ...file } = state.files.add({ folder, fileName, mimeType, bytes }).file;
  return file;
}

/** Lets a user send a file. */
export function injectDocument(
  state: ServerState,
  input: ParsedControlInput<'injectDocument'>,
): Injected {
  const { fileName, mimeType } = input;
  const bytes = Buffer.from(input.base64, 'base64');
  const file = addFile(state, 'documents', fileName, mimeType, bytes);
  return deliver(state, {
    ...makeBase(state, input),
    document: { ...file, file_name: fileName, mime_type: mimeType },
    ...makeCaption(input.caption),
  });
}

/** Lets a user send a voice note. */
export function injectVoice(
  state: ServerState,
  input: ParsedControlInput<'injectVoice'>,
): Injected {
  const bytes = Buffer.from(input.base64, 'base64');
  const mimeType = 'audio/ogg';
  const file = addFile(state, 'voice', 'voice.oga', mimeType, bytes);
  return deliver(state, {
    ...makeBase(state, input),
    voice: { ...file, duration: input.durationSeconds, mime_type: mimeType },
  });
}

/** Lets a user change what they wrote. */
export function injectEdit(state: ServerState, input: ParsedControlInput<'injectEdit'>): Injected {
  const record = getRecord(state, input.chatId, input.messageId);
  const { message } = record;
  const { chat, from } = message;
  if (record.isFromBot || from === undefined || chat.type === 'channel') {
    throw new Error('only messages of users can be edited here');
  }
  const editDate = nowSeconds();
  state.messages.edit(record, { text: input.text, entities: findEntities(input.text), editDate });
  const edited = { ...message, chat, from, edit_date: editDate };
  const updateId = isAddressed(state, edited) ? state.queue.push({ edited_message: edited }) : null;
  return { updateId, messageId: message.message_id };
}

/** Lets a user press a button under one of the bot's messages. Throws when there is none such. */
export function injectCallback(
  state: ServerState,
  input: ParsedControlInput<'injectCallback'>,
): { updateId: number | null; callbackId: string } {
  const { message, chatId } = getRecord(state, input.chatId, input.messageId);
  const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
  if (!buttons.some((button) => 'callback_data' in button && button.callback_data === input.data)) {
    throw new Error(`message ${input.messageId} has no button with data ${input.data}`);
  }
  const callbackId = String(4_000_000_000_000_000 + state.callbacks.size);
  state.callbacks.set(callbackId, false);
  const from = chooseSender(state, state.chats.get(chatId), input.fromId);
  const updateId = state.queue.push({
    callback_query: {
      id: callbackId,
      from,
      message,
      chat_instance: String(chatId),
      data: input.data,
    },
  });
  return { updateId, callbackId };
}

/** Lets a user put reactions on a message. Reaches only bots that ask for `message_reaction`. */
export function injectReaction(
  state: ServerState,
  input: ParsedControlInput<'injectReaction'>,
): Injected {
  const { message, messageId } = getRecord(state, input.chatId, input.messageId);
  const stored = state.chats.get(input.chatId);
  const user = chooseSender(state, stored, input.fromId);
  const key = `${input.chatId}:${messageId}:${user.id}`;
  const after = input.emoji.map((emoji): ReactionType => {
    if (!isReactionEmoji(emoji)) throw new Error(`${emoji} can't be a reaction`);
    return { type: 'emoji', emoji };
  });
  const before = state.userReactions.get(key) ?? [];
  state.userReactions.set(key, after);
  const updateId = state.queue.push({
    message_reaction: {
      chat: message.chat,
      message_id: messageId,
      user,
      date: nowSeconds(),
      old_reaction: before,
      new_reaction: after,
    },
  });
  return { updateId, messageId };
}

/** Makes a forum topic; its number is that of the service message that opens it. */
export function createTopic(
  state: ServerState,
  input: ParsedControlInput<'createTopic'>,
): { threadId: number; name: string } {
  const stored = state.chats.get(input.chatId);
  if (stored.chat.is_forum !== true) throw new Error('only forums have topics');
  const base = makeBase(state, { chatId: input.chatId });
  const threadId = base.message_id;
  stored.topics.set(threadId, input.name);
  const message: Message = {
    ...base,
    message_thread_id: threadId,
    is_topic_message: true,
    forum_topic_created: { name: input.name, icon_color: 7322096 },
  };
  state.messages.add(message, { method: null, isSilent: false });
  return { threadId, name: input.name };
}

function getRecord(state: ServerState, chatId: number, messageId: number): MessageRecord {
  const record = state.messages.get(chatId, messageId);
  if (record === undefined) throw new Error(`no message ${messageId} in chat ${chatId}`);
  return record;
}

function makeBase(state: ServerState, place: Place): UserMessage {
  const stored = state.chats.get(place.chatId);
  const reply = findReply(state, stored, place);
  const threadId = place.threadId ?? findThread(stored, reply);
  if (stored.chat.is_forum === true && threadId !== undefined && !stored.topics.has(threadId)) {
    throw new Error(`no topic ${threadId}`);
  }
  return {
    message_id: state.chats.takeMessageId(stored),
    from: chooseSender(state, stored, place.fromId),
    chat: stored.chat,
    date: nowSeconds(),
    ...(threadId === undefined ? {} : { message_thread_id: threadId }),
    ...(threadId !== undefined && stored.chat.is_forum === true ? { is_topic_message: true } : {}),
    ...(reply === undefined ? {} : { reply_to_message: asReplied(reply) }),
  };
}

/** What a message answers; in a topic, without a reply, the service message that opened it. */
function findReply(state: ServerState, stored: StoredChat, place: Place): Message | undefined {
  if (place.replyTo !== undefined) return getRecord(state, place.chatId, place.replyTo).message;
  if (place.threadId === undefined || stored.chat.is_forum !== true) return undefined;
  return state.messages.get(place.chatId, place.threadId)?.message;
}

function findThread({ chat }: StoredChat, reply: Message | undefined): number | undefined {
  if (reply === undefined || chat.type !== 'supergroup') return undefined;
  if (chat.is_forum === true) return reply.message_thread_id;
  return reply.message_thread_id ?? reply.message_id;
}

function chooseSender(state: ServerState, stored: StoredChat, fromId: number | undefined): User {
  const id = fromId ?? stored.memberIds[0];
  if (id === undefined) throw new Error(`nobody is in chat ${stored.chat.id}`);
  return state.chats.getUser(id);
}

function makeCaption(
  caption: string | undefined,
): Pick<Message.CaptionableMessage, 'caption' | 'caption_entities'> {
  if (caption === undefined) return {};
  const entities = findEntities(caption);
  return { caption, ...(entities.length > 0 ? { caption_entities: entities } : {}) };
}

function deliver(state: ServerState, message: UserMessage): Injected {
  state.messages.add(message, { method: null, isSilent: false });
  const updateId = isAddressed(state, message) ? state.queue.push({ message }) : null;
  return { updateId, messageId: message.message_id };
}

/** Whether privacy mode lets a message through (core.telegram.org/bots/features#privacy-mode). */
function isAddressed({ me }: ServerState, message: Message): boolean {
  if (message.chat.type === 'private' || me.can_read_all_group_messages) return true;
  if (message.reply_to_message?.from?.id === me.id) return true;
  const text = message.text ?? message.caption ?? '';
  const entities = message.entities ?? message.caption_entities ?? [];
  const name = `@${me.username}`.toLowerCase();
  return entities.some(({ type, offset, length }) => {
    const part = text.slice(offset, offset + length).toLowerCase();
    if (type === 'mention') return part === name;
    return type === 'bot_command' && (!part.includes('@') || part.endsWith(name));
  });
}
