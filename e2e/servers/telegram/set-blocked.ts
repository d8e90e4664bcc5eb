import { nowSeconds, type ServerState } from './state/bot-state.ts';
import type { StoredChat } from './state/chats.ts';
import type { ChatMember } from '@grammyjs/types';
import { asSender } from './methods/call-context.ts';

/**
 * Lets a user block the bot, or a group remove it, and tells the bot by `my_chat_member`, as
 * Telegram does. Sending to such a chat is answered 403.
 */
export function setBlocked(state: ServerState, stored: StoredChat, isBlocked: boolean): void {
  if (stored.isBlocked === isBlocked) return;
  stored.isBlocked = isBlocked;
  const user = asSender(state);
  const member: ChatMember = { status: 'member', user };
  const kicked: ChatMember = { status: 'kicked', user, until_date: 0 };
  const ownerId = stored.memberIds[0] ?? state.me.id;
  state.queue.push({
    my_chat_member: {
      chat: stored.chat,
      from: state.chats.getUser(ownerId),
      date: nowSeconds(),
      old_chat_member: isBlocked ? member : kicked,
      new_chat_member: isBlocked ? kicked : member,
    },
  });
}
