import type { Chat, Message, User } from '@grammyjs/types';
import { badRequest } from '../api-failure.ts';

/** A chat and what is in it. */
export interface StoredChat {
  chat: Exclude<Chat, Chat.ChannelChat>;
  memberIds: number[];
  /** Forum topics by thread id. */
  topics: Map<number, string>;
  isBlocked: boolean;
  /** In time order. */
  messageIds: number[];
}

/** The people and the chats. */
export interface Chats {
  addUser(input: {
    id?: number | undefined;
    isBot?: boolean | undefined;
    firstName: string;
    lastName?: string | undefined;
    username?: string | undefined;
    languageCode?: string | undefined;
  }): User;
  /** Throws when nobody has this id. */
  getUser(id: number): User;
  addPrivate(user: User): Chat.PrivateChat;
  addGroup(title: string, memberIds: number[]): Chat.GroupChat;
  addSupergroup(input: {
    title: string;
    username?: string | undefined;
    isForum: boolean;
    memberIds: number[];
  }): Chat.SupergroupChat;
  /** By id or `@username`. Throws the API's `chat not found`. */
  get(id: number | string): StoredChat;
  /**
   * The next message id: one count for private chats and groups together, one per supergroup, as in
   * Telegram. So the same id stands for different messages in different chats.
   */
  takeMessageId(chat: StoredChat): number;
}

/** Makes an empty world with the bot in it. */
export function createChats(bot: User): Chats {
  const users = new Map<number, User>([[bot.id, bot]]);
  const chats = new Map<number, StoredChat>();
  let nextUserId = 5_000_000_001;
  let nextGroupId = 4_001;
  let nextSupergroupId = 2_000_000_001;
  let lastSharedMessageId = 0;
  const lastMessageIds = new Map<number, number>();

  const store = <T extends StoredChat['chat']>(chat: T, memberIds: number[]): T => {
    chats.set(chat.id, {
      chat,
      memberIds,
      topics: new Map(),
      isBlocked: false,
      messageIds: [],
    });
    return chat;
  };

  const addUser: Chats['addUser'] = (input) => {
    const user: User = {
      id: input.id ?? nextUserId++,
      is_bot: input.isBot ?? false,
      first_name: input.firstName,
      ...(input.lastName === undefined ? {} : { last_name: input.lastName }),
      ...(input.username === undefined ? {} : { username: input.username }),
      ...(input.languageCode === undefined ? {} : { language_code: input.languageCode }),
    };
    users.set(user.id, user);
    return user;
  };
  const memberIdsOrOne = (ids: number[]): number[] =>
    ids.length > 0 ? ids : [addUser({ firstName: 'Ben' }).id];

  return {
    addUser,
    getUser: (id) => {
      const user = users.get(id);
      if (user === undefined) throw new Error(`no user ${id}`);
      return user;
    },
    addPrivate: (user) => {
      const chat: Chat.PrivateChat = { id: user.id, type: 'private', first_name: user.first_name };
      if (user.last_name !== undefined) chat.last_name = user.last_name;
      if (user.username !== undefined) chat.username = user.username;
      return store(chat, [user.id]);
    },
    addGroup: (title, memberIds) =>
      store({ id: -nextGroupId++, type: 'group', title }, memberIdsOrOne(memberIds)),
    addSupergroup: ({ title, username, isForum, memberIds }) =>
      store(
        {
          id: -1_000_000_000_000 - nextSupergroupId++,
          type: 'supergroup',
          title,
          ...(username === undefined ? {} : { username }),
          ...(isForum ? { is_forum: true as const } : {}),
        },
        memberIdsOrOne(memberIds),
      ),
    get: (id) => {
      const found =
        typeof id === 'number'
          ? chats.get(id)
          : Array.from(chats.values()).find(
              (one) => one.chat.type === 'supergroup' && `@${one.chat.username ?? ''}` === id,
            );
      if (found === undefined) throw badRequest('chat not found');
      return found;
    },
    takeMessageId: ({ chat }) => {
      if (chat.type !== 'supergroup') return (lastSharedMessageId += 1);
      const id = (lastMessageIds.get(chat.id) ?? 0) + 1;
      lastMessageIds.set(chat.id, id);
      return id;
    },
  };
}

/** The type of `reply_to_message`. */
export type RepliedMessage = NonNullable<Message['reply_to_message']>;

/** A message as it stands in `reply_to_message`: without a reply of its own. */
export function asReplied(message: Message): RepliedMessage {
  const { reply_to_message: _, ...rest } = message;
  // The published type asks for a property that is undefined; what is sent has none.
  return rest as RepliedMessage;
}
