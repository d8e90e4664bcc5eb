import type { Message, MessageEntity, User } from 'grammy/types';

/** Who the bot is. */
export type BotIdentity = Pick<User, 'id' | 'username'>;

/** Whether a message is meant for the bot, and its words without the address. */
export interface Addressing {
  readonly isAddressed: boolean;
  readonly text: string;
}

/**
 * A direct message, an answer to the bot, a mention, or a command is meant for it; a command for
 * another bot never is. `/new@our_bot` becomes `/new`, and a leading `@our_bot` goes away, so that
 * commands are the same in every chat.
 */
export function readAddressing(
  message: Message,
  text: string,
  entities: readonly MessageEntity[],
  me: BotIdentity,
): Addressing {
  const ownName = `@${me.username ?? ''}`.toLowerCase();
  const wordOf = ({ offset, length }: MessageEntity): string => text.slice(offset, offset + length);
  const [first] = entities.filter(({ offset }) => offset === 0);
  const isPrivate = message.chat.type === 'private';

  if (first?.type === 'bot_command') {
    const [command = '', target] = wordOf(first).split('@');
    const isOurs = target === undefined || `@${target}`.toLowerCase() === ownName;
    const rest = text.slice(first.length);
    return isOurs ? { isAddressed: true, text: command + rest } : { isAddressed: isPrivate, text };
  }

  const isMention = (entity: MessageEntity): boolean =>
    (entity.type === 'mention' && wordOf(entity).toLowerCase() === ownName) ||
    (entity.type === 'text_mention' && entity.user.id === me.id);
  const isAddressed = isPrivate || isReplyTo(message, me) || entities.some(isMention);
  const hasAddressInFront = first !== undefined && isMention(first);
  const words = hasAddressInFront ? text.slice(first.length).replace(/^[\s,:]+/, '') : text;
  return { isAddressed, text: words === '' ? text : words };
}

/** In a forum every message "answers" the one that opened its topic; that one means nobody. */
export function answeredMessage(message: Message): Message | undefined {
  const answered = message.reply_to_message as Message | undefined;
  return answered?.forum_topic_created ? undefined : answered;
}

function isReplyTo(message: Message, me: BotIdentity): boolean {
  return answeredMessage(message)?.from?.id === me.id;
}
