import type { Chat, Message, MessageEntity, Update, UserFromGetMe } from '@grammyjs/types';
import { z } from 'zod';

const id = z.int();
const text = z.string();
/** How long a wait may take; the server answers with what it has seen when it runs out. */
const timeoutMs = z.int().min(0).max(600_000).default(10_000);

const injected = {
  chatId: id,
  /** Who writes; in a private chat its owner, in a group its first member by default. */
  fromId: id.optional(),
  /** Forum topic. */
  threadId: id.optional(),
  /** The message it answers. */
  replyTo: id.optional(),
};

const messageMatch = z.strictObject({
  chatId: id.optional(),
  /** Whose messages; the bot's by default. */
  sender: z.enum(['bot', 'user', 'any']).default('bot'),
  /** The whole present text (or caption). */
  text: text.optional(),
  /** A part of the present text (or caption). */
  contains: text.optional(),
  /** Source of a regular expression over the present text (or caption). */
  pattern: text.optional(),
  threadId: id.optional(),
  replyTo: id.optional(),
  isEdited: z.boolean().optional(),
  isDeleted: z.boolean().optional(),
  /** Only messages above this sequence number. */
  afterSeq: id.optional(),
});

const callMatch = z.strictObject({
  /** A Bot API method in its usual spelling, or `file` for downloads. */
  method: text.optional(),
  chatId: id.optional(),
  isOk: z.boolean().optional(),
  /** True: calls a `hang` fault holds open at this moment. Waits look at ended calls otherwise. */
  isHeld: z.boolean().optional(),
  afterSeq: id.optional(),
});

/** What goes wrong with a call. `before` and `after` mean: before or after it took effect. */
const faultKinds = [
  'error',
  'hang-before',
  'hang-after',
  'cut-before',
  'cut-after',
  'cut-mid-answer',
  'html',
  'delay',
] as const;

/** The control interface: every call with its input. Unknown fields are refused. */
export const controlInputs = {
  createPrivateChat: z.strictObject({
    userId: id.positive().optional(),
    firstName: text.default('Ann'),
    lastName: text.optional(),
    username: text.optional(),
    languageCode: text.optional(),
  }),
  createGroup: z.strictObject({
    title: text.default('Family'),
    memberIds: z.array(id).default([]),
  }),
  createSupergroup: z.strictObject({
    title: text.default('Team'),
    username: text.optional(),
    isForum: z.boolean().default(false),
    memberIds: z.array(id).default([]),
  }),
  createTopic: z.strictObject({ chatId: id, name: text }),
  createUser: z.strictObject({
    userId: id.positive().optional(),
    firstName: text.default('Ben'),
    username: text.optional(),
    isBot: z.boolean().default(false),
  }),
  setBlocked: z.strictObject({ chatId: id, isBlocked: z.boolean().default(true) }),
  injectMessage: z.strictObject({
    ...injected,
    text,
    /** Puts `@botname ` in front, with its mention entity. */
    isMentioningBot: z.boolean().default(false),
    /** Instead of those the server finds in the text. */
    entities: z.array(z.record(z.string(), z.unknown())).optional(),
  }),
  injectEdit: z.strictObject({ chatId: id, messageId: id, text }),
  injectPhoto: z.strictObject({
    ...injected,
    caption: text.optional(),
    /** The picture; a small valid PNG by default. */
    base64: text.optional(),
    /** Sizes in which Telegram offers it, smallest first, of the longer side; its own by default. */
    sizes: z.array(z.int()).min(1).optional(),
  }),
  injectSticker: z.strictObject({
    ...injected,
    emoji: text.default('🙂'),
    /** What it is: a picture, an animation, or a film. */
    kind: z.enum(['static', 'animated', 'video']).default('static'),
    base64: text,
  }),
  injectDocument: z.strictObject({
    ...injected,
    caption: text.optional(),
    fileName: text.default('notes.txt'),
    mimeType: text.default('text/plain'),
    base64: text.default('aGVsbG8K'),
  }),
  injectVoice: z.strictObject({
    ...injected,
    durationSeconds: z.int().default(2),
    base64: text.default('T2dnUw=='),
  }),
  injectCallback: z.strictObject({
    chatId: id,
    messageId: id,
    data: text,
    fromId: id.optional(),
  }),
  injectReaction: z.strictObject({
    chatId: id,
    messageId: id,
    fromId: id.optional(),
    /** Emoji now on the message; empty takes the reaction away. */
    emoji: z.array(text),
  }),
  /** Any update without its number, as it stands; the escape hatch for kinds not covered above. */
  injectUpdate: z.strictObject({ update: z.record(z.string(), z.unknown()) }),
  listMessages: z.strictObject({ match: messageMatch.prefault({}) }),
  listCalls: z.strictObject({ match: callMatch.prefault({}) }),
  listActions: z.strictObject({ chatId: id.optional() }),
  getUpdateState: z.strictObject({}),
  listViolations: z.strictObject({}),
  getBotState: z.strictObject({}),
  waitForMessages: z.strictObject({
    match: messageMatch,
    count: z.int().min(1).default(1),
    timeoutMs,
  }),
  waitForCalls: z.strictObject({ match: callMatch, count: z.int().min(1).default(1), timeoutMs }),
  /** Until every update up to this number is confirmed. */
  waitForConfirmed: z.strictObject({ updateId: id, timeoutMs }),
  /** Until a long poll is waiting for updates. */
  waitForPoll: z.strictObject({ timeoutMs }),
  addFault: z.strictObject({
    /** Method name, `file` for downloads, or `*` for all of them. */
    method: text,
    kind: z.enum(faultKinds),
    /** How many calls; null until it is taken away. */
    times: z.int().min(1).nullable().default(1),
    /** Only calls for this chat. */
    chatId: id.optional(),
    /** For `error`. */
    errorCode: z.int().min(400).max(599).default(500),
    description: text.optional(),
    /** For `error`: `parameters.retry_after`. */
    retryAfterSeconds: z.int().min(0).optional(),
    /** For `error`: `parameters.migrate_to_chat_id`. */
    migrateToChatId: id.optional(),
    /** For `delay`: the call works, but this much later. */
    delayMs: z.int().min(0).default(0),
  }),
  clearFaults: z.strictObject({}),
  /** Cuts the sockets of all hanging calls. */
  releaseHangs: z.strictObject({}),
  /** More than `maxCalls` sends or edits to one chat within `windowMs` are answered 429; null ends it. */
  setChatRate: z.strictObject({
    rate: z.strictObject({ maxCalls: z.int().min(1), windowMs: z.int().min(1) }).nullable(),
  }),
} as const;

/** Name of a control call. */
export type ControlName = keyof typeof controlInputs;
/** What a caller passes. */
export type ControlInput<K extends ControlName> = z.input<(typeof controlInputs)[K]>;
/** What the server works with: defaults filled in. */
export type ParsedControlInput<K extends ControlName> = z.output<(typeof controlInputs)[K]>;

/** One version of a message's content. */
export interface MessageVersion {
  /** UTC milliseconds. */
  atMs: number;
  text: string;
  entities: readonly MessageEntity[];
}

/** A message in a chat, whoever wrote it. */
export interface MessageRecord {
  /** Grows by one with every message and every edit, over all chats. */
  seq: number;
  chatId: number;
  messageId: number;
  threadId: number | null;
  replyTo: number | null;
  isFromBot: boolean;
  /** The method that sent it, null for a user's message. */
  method: string | null;
  /** Present text or caption. */
  text: string;
  sentAtMs: number;
  /** First version and every edit, oldest first (the last 1,000 are kept). */
  versions: MessageVersion[];
  editCount: number;
  isDeleted: boolean;
  /** Emoji the bot put on it. */
  botReactions: string[];
  isSilent: boolean;
  /** The message as the Bot API shows it now. */
  message: Message;
}

/** One request to the Bot API. */
export interface CallRecord {
  seq: number;
  atMs: number;
  method: string;
  /** As parsed; files are replaced by `{fileName, sizeBytes}`. */
  params: Record<string, unknown>;
  /** Null while under way. */
  endedAtMs: number | null;
  /** HTTP status answered; null when none was (cut, hung, client gone). */
  status: number | null;
  isOk: boolean;
  description: string | null;
  /** Whether it changed anything here, even when the caller never learned it. */
  hasTakenEffect: boolean;
  fault: (typeof faultKinds)[number] | null;
  /** True while a `hang` fault holds it open. */
  isHeld: boolean;
  /** True for a call that came before the `retry_after` of an earlier 429 had passed. */
  isTooEarly: boolean;
  messageId: number | null;
}

/** Something the published API would not accept or does not know. */
export interface Violation {
  atMs: number;
  method: string;
  kind: 'unknown-method' | 'unknown-parameter' | 'bad-parameter' | 'bad-body';
  detail: string;
}

/** Where the bot stands in its updates. */
export interface UpdateState {
  unconfirmed: Update[];
  /** The lowest update number not confirmed by an offset, and how often each update went out. */
  confirmedOffset: number;
  deliveries: { updateId: number; count: number }[];
  isPolling: boolean;
  /** How many long polls were ended by another one. */
  conflictCount: number;
  allowedUpdates: string[] | null;
}

/** What an injection made. */
export interface Injected {
  /** Null when the bot's `allowed_updates` or its privacy mode keep the update from it. */
  updateId: number | null;
  messageId: number;
}

/** What the bot set up for itself. */
export interface BotState {
  me: UserFromGetMe;
  webhookUrl: string;
  commands: {
    scope: string;
    languageCode: string;
    commands: { command: string; description: string }[];
  }[];
  answeredCallbackIds: string[];
}

/** A `sendChatAction`. */
export interface ActionRecord {
  atMs: number;
  chatId: number;
  threadId: number | null;
  action: string;
}

/** What each control call answers. */
export interface ControlOutputs {
  createPrivateChat: Chat.PrivateChat;
  createGroup: Chat.GroupChat;
  createSupergroup: Chat.SupergroupChat;
  createTopic: { threadId: number; name: string };
  createUser: { userId: number };
  setBlocked: null;
  injectMessage: Injected;
  injectEdit: Injected;
  injectPhoto: Injected;
  injectDocument: Injected;
  injectSticker: Injected;
  injectVoice: Injected;
  injectCallback: { updateId: number | null; callbackId: string };
  injectReaction: Injected;
  injectUpdate: { updateId: number | null };
  listMessages: MessageRecord[];
  listCalls: CallRecord[];
  listActions: ActionRecord[];
  getUpdateState: UpdateState;
  listViolations: Violation[];
  getBotState: BotState;
  waitForMessages: MessageRecord[];
  waitForCalls: CallRecord[];
  waitForConfirmed: UpdateState;
  waitForPoll: UpdateState;
  addFault: null;
  clearFaults: null;
  releaseHangs: { releasedCount: number };
  setChatRate: null;
}
