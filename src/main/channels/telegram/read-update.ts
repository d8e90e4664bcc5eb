import { createHash } from 'node:crypto';
import type { Chat, Message, ReactionType, Update, User } from 'grammy/types';
import { limits } from '../../../shared/config/limits.ts';
import type { ChatRef, Envelope } from '../../../shared/model/envelope.ts';
import { readAddressing, type BotIdentity } from './addressing.ts';
import {
  readAttachments,
  readEntities,
  readFileVersion,
  readQuote,
  readText,
} from './message-content.ts';

/** What an instance of the channel is and as whom it is logged in. */
export interface UpdateContext {
  readonly channel: string;
  readonly me: BotIdentity;
}

/** Message of any kind, new or edited. Undefined when it holds nothing for an assistant. */
export function readMessage(
  message: Message,
  { channel, me }: UpdateContext,
): Envelope | undefined {
  if (message.from?.id === me.id) return undefined;
  const { attachments, tooLarge } = readAttachments(message);
  const raw = readText(message);
  if (raw === '' && attachments.length === 0 && tooLarge.length === 0) return undefined;

  const { isAddressed, text } = readAddressing(message, raw, readEntities(message), me);
  // A command must stay at the beginning, or it is none.
  const quote = text.startsWith('/') ? '' : readQuote(message);
  const notes = tooLarge.map((name) => `[${name}: too large]`);
  const isEdit = message.edit_date !== undefined;
  return {
    channel,
    account: String(me.id),
    dedupeKey: `${message.chat.id}:${message.message_id}:${versionOf(message, raw)}`,
    kind: isEdit ? 'edit' : 'new',
    chat: readChat(message.chat),
    ...readThread(message),
    sender: readSender(message.from, message.sender_chat, message.chat),
    text: [quote, text, ...notes].filter(Boolean).join('\n').slice(0, limits.message.textBytes),
    attachments,
    isAddressed,
    ...readPlace(message.chat),
    replyRef: String(message.message_id),
    sentAt: (message.edit_date ?? message.date) * 1_000,
  };
}

/** The emoji that stand on a message now; empty text when all were taken away. */
export function readReaction(update: Update, { channel, me }: UpdateContext): Envelope | undefined {
  const reaction = update.message_reaction;
  if (reaction === undefined || reaction.user?.id === me.id) return undefined;
  const { chat, message_id: messageId } = reaction;
  return {
    channel,
    account: String(me.id),
    dedupeKey: `${chat.id}:${messageId}:r${update.update_id}`,
    kind: 'reaction',
    chat: readChat(chat),
    sender: readSender(reaction.user, reaction.actor_chat, chat),
    text: reaction.new_reaction.map(emojiOf).join(' '),
    attachments: [],
    isAddressed: false,
    ...readPlace(chat),
    replyRef: String(messageId),
    sentAt: reaction.date * 1_000,
  };
}

/** A pressed button says its data, as if the person had written it. */
export function readCallback(
  update: Update,
  { channel, me }: UpdateContext,
  now: number,
): Envelope | undefined {
  const query = update.callback_query;
  const message = query?.message;
  if (query?.data === undefined || message === undefined) return undefined;
  return {
    channel,
    account: String(me.id),
    dedupeKey: `${message.chat.id}:${message.message_id}:c${query.id}`,
    kind: 'new',
    chat: readChat(message.chat),
    ...('is_topic_message' in message ? readThread(message) : {}),
    sender: readSender(query.from, undefined, message.chat),
    text: query.data,
    attachments: [],
    isAddressed: true,
    ...readPlace(message.chat),
    replyRef: String(message.message_id),
    // A callback has no time of its own.
    sentAt: now,
  };
}

/** Two edits within one second differ in their words or their picture, not in their date. */
function versionOf(message: Message, text: string): string {
  if (message.edit_date === undefined) return '0';
  const said = text + readFileVersion(message);
  const content = createHash('sha256').update(said).digest('hex').slice(0, 8);
  return `${message.edit_date}.${content}`;
}

function readChat(chat: Chat): ChatRef {
  const kind = chat.type === 'private' ? 'direct' : chat.type === 'channel' ? 'channel' : 'group';
  const title = chat.title?.slice(0, 256);
  return { kind, id: String(chat.id), ...(title ? { title } : {}) };
}

function readThread(message: Message): Pick<Envelope, 'thread'> {
  // Without this mark the number is the root of a chain of answers, which is no place.
  if (!message.is_topic_message || message.message_thread_id === undefined) return {};
  return { thread: { id: String(message.message_thread_id), parent: String(message.chat.id) } };
}

function readPlace(chat: Chat): Pick<Envelope, 'place'> {
  return chat.type === 'private' ? {} : { place: { group: String(chat.id) } };
}

/** Whoever signs the message: a person, or a group or channel that speaks as itself. */
function readSender(
  user: User | undefined,
  senderChat: Chat | undefined,
  chat: Chat,
): Envelope['sender'] {
  const asChat = senderChat ?? (user === undefined ? chat : undefined);
  if (asChat !== undefined) return named(asChat.id, asChat.title, asChat.username);
  const fullName = [user?.first_name, user?.last_name].filter(Boolean).join(' ');
  const sender = named(user?.id ?? chat.id, fullName, user?.username);
  return user?.is_bot ? { ...sender, isBot: true } : sender;
}

function named(
  id: number,
  name: string | undefined,
  username: string | undefined,
): Envelope['sender'] {
  return {
    id: String(id),
    ...(name ? { name: name.slice(0, 256) } : {}),
    ...(username ? { username: username.slice(0, 256) } : {}),
  };
}

function emojiOf(reaction: ReactionType): string {
  switch (reaction.type) {
    case 'emoji':
      return reaction.emoji;
    case 'custom_emoji':
      return '[custom emoji]';
    case 'paid':
      return '⭐';
  }
}
