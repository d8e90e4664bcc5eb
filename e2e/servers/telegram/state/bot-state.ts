import type { BotCommand, ReactionType, UserFromGetMe } from '@grammyjs/types';
import { createWaiters, type Waiters } from '../../waiters.ts';
import { makeBotProfile, type BotOptions } from './bot-profile.ts';
import { createCallLog, type CallLog } from './call-log.ts';
import { createChats, type Chats } from './chats.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFiles, type Files } from './files.ts';
import { createMessages, type Messages } from './messages.ts';
import { createPoller, type Poller } from './poller.ts';
import { createUpdateQueue, type UpdateQueue } from './update-queue.ts';

/** Everything a running server knows. */
export interface ServerState {
  readonly options: BotOptions;
  readonly me: UserFromGetMe;
  readonly chats: Chats;
  readonly messages: Messages;
  readonly files: Files;
  readonly queue: UpdateQueue;
  readonly poller: Poller;
  /** Woken when a poll begins or ends and when updates are confirmed. */
  readonly pollWaiters: Waiters;
  readonly log: CallLog;
  readonly faults: Faults;
  readonly webhook: { url: string; maxConnections: number };
  /** Command lists by `scope|language`. */
  readonly commands: Map<string, BotCommand[]>;
  /** Callback queries: true once answered. */
  readonly callbacks: Map<string, boolean>;
  /** Reactions of users by `chat:message:user`. */
  readonly userReactions: Map<string, ReactionType[]>;
  /** Cuts for the calls that are held open. */
  readonly hangs: Set<() => void>;
}

/** Makes the state of a server that has just started. */
export function createServerState(options: BotOptions): ServerState {
  const me = makeBotProfile(options);
  const pollWaiters = createWaiters();
  const queue = createUpdateQueue(() => poller.wake());
  const poller = createPoller(queue, () => pollWaiters.notify());
  return {
    options,
    me,
    queue,
    poller,
    pollWaiters,
    chats: createChats({
      id: me.id,
      is_bot: true,
      first_name: me.first_name,
      username: me.username,
    }),
    messages: createMessages(me.id),
    files: createFiles(),
    log: createCallLog(),
    faults: createFaults(),
    webhook: { url: '', maxConnections: 40 },
    commands: new Map(),
    callbacks: new Map(),
    userReactions: new Map(),
    hangs: new Set(),
  };
}

/** Bot API times are in whole seconds. */
export const nowSeconds = (): number => Math.floor(Date.now() / 1000);
