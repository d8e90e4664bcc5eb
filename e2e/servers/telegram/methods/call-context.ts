import type { User } from '@grammyjs/types';
import { ApiFailure, badRequest } from '../api-failure.ts';
import type { Params, Result, ServedMethod } from '../method-params.ts';
import type { StoredChat } from '../state/chats.ts';
import type { ServerState } from '../state/bot-state.ts';

/** What a method gets besides its parameters. */
export interface CallContext {
  readonly state: ServerState;
  /** Aborted when the client closes the connection. */
  readonly signal: AbortSignal;
}

/** Methods by name; the compiler sees that parameters and results are those of the Bot API. */
export type Methods<M extends ServedMethod> = {
  readonly [K in M]: (params: Params<K>, context: CallContext) => Result<K> | Promise<Result<K>>;
};

/** The chat a call is for. Throws the API's words when there is none or the bot may not write. */
export function openChat({ chats }: ServerState, chatId: number | string): StoredChat {
  const stored = chats.get(chatId);
  if (!stored.isBlocked) return stored;
  const reasons = {
    private: 'bot was blocked by the user',
    group: 'bot was kicked from the group chat',
    supergroup: 'bot was kicked from the supergroup chat',
  } as const;
  throw new ApiFailure(403, `Forbidden: ${reasons[stored.chat.type]}`);
}

/** Checks a thread. In a forum the General topic has no number; elsewhere a thread is a reply chain. */
export function checkThread(
  { messages }: ServerState,
  stored: StoredChat,
  threadId: number | undefined,
): void {
  if (threadId === undefined) return;
  const { chat, topics } = stored;
  if (chat.type === 'supergroup') {
    const isKnown =
      chat.is_forum === true ? topics.has(threadId) : messages.get(chat.id, threadId) !== undefined;
    if (isKnown) return;
  }
  throw badRequest('message thread not found');
}

/** The bot as the sender of a message. */
export function asSender({ me }: ServerState): User {
  return { id: me.id, is_bot: true, first_name: me.first_name, username: me.username };
}
