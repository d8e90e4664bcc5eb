import {
  createConversation,
  type Conversation,
  type ConversationRef,
} from './conversation/conversation.ts';
import type { OutboxKeeper } from './outbox-keeper.ts';
import type { Client } from '../transport/client.ts';
import type { Clock } from '../transport/clock.ts';

/** The conversations that were opened, each with a store of its own. */
export interface Conversations {
  readonly get: (ref: ConversationRef) => Conversation;
  /** The one a key leads to, if it was opened. */
  readonly find: (key: string) => Conversation | undefined;
}

interface ConversationsDeps {
  readonly client: Client;
  readonly clock: Clock;
  readonly newKey: () => string;
  readonly outbox: OutboxKeeper;
  readonly settleFirst: (key: string) => Promise<void>;
}

/** Those that were looked at last are kept; one with unsent messages is never let go. */
const keptConversations = 12;

/** Opens conversations, tells each what the gateway says about it, and lets old ones go. */
export function createConversations(deps: ConversationsDeps): Conversations {
  const { client, outbox } = deps;
  const opened = new Map<string, Conversation>();
  const unwatch = new Map<string, () => void>();
  const find = (key: string): Conversation | undefined => opened.get(idOf({ key }));

  const letGo = (): void => {
    for (const [id, conversation] of opened) {
      if (opened.size <= keptConversations) return;
      if (conversation.store.getState().outgoing.length > 0) continue;
      opened.delete(id);
      unwatch.get(id)?.();
      unwatch.delete(id);
    }
  };

  const get = (ref: ConversationRef): Conversation => {
    const id = idOf(ref);
    if (!opened.has(id)) unwatch.set(id, client.watch(ref.key));
    const conversation = opened.get(id) ?? make(ref);
    opened.delete(id);
    opened.set(id, conversation);
    letGo();
    return conversation;
  };

  const make = (ref: ConversationRef): Conversation => {
    const isLive = ref.sessionId === undefined;
    const conversation = createConversation(ref, {
      ...deps,
      settleFirst: () => deps.settleFirst(ref.key),
      outgoing: isLive ? outbox.read(ref.key) : [],
    });
    if (isLive) {
      conversation.store.subscribe((state, before) => {
        if (state.outgoing !== before.outgoing) outbox.write(ref.key, state.outgoing);
      });
    }
    return conversation;
  };

  client.on('chat', (event) => find(event.sessionKey)?.takeChat(event));
  client.on('chat.message', ({ sessionKey, message }) => find(sessionKey)?.takeMessage(message));
  client.on('agent', (event) => {
    for (const conversation of opened.values()) conversation.takeAgent(event);
  });
  client.on('sessions.changed', ({ reason, sessionKey, sessionId }) => {
    const conversation = find(sessionKey);
    if (!conversation) return;
    const shown = conversation.store.getState().sessionId;
    const isReplaced = reason === 'reset' || (shown !== null && shown !== sessionId);
    if (reason === 'deleted' && shown === sessionId) conversation.showEmpty();
    else if (isReplaced && reason !== 'deleted') void conversation.reload();
  });
  client.onReady(() => {
    for (const key of outbox.conversations()) get({ key });
    for (const conversation of opened.values()) {
      if (conversation.store.getState().load.kind !== 'idle') void conversation.reload();
      conversation.flush();
    }
  });

  return { get, find };
}

function idOf({ key, sessionId }: ConversationRef): string {
  return sessionId === undefined ? key : `${key}\n${sessionId}`;
}
