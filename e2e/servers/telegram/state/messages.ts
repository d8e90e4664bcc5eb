import type { InlineKeyboardMarkup, Message, MessageEntity } from '@grammyjs/types';
import { createMatchWaiters } from '../../waiters.ts';
import type { MessageRecord, ParsedControlInput } from '../control-contract.ts';

/** What `waitForMessages` and `listMessages` look for. */
type MessageMatch = ParsedControlInput<'listMessages'>['match'];

/** Everything written in any chat. */
export interface Messages {
  add(message: Message, more: { method: string | null; isSilent: boolean }): MessageRecord;
  get(chatId: number, messageId: number): MessageRecord | undefined;
  /** Replaces text (or caption), entities and keyboard, and keeps the version. */
  edit(record: MessageRecord, content: EditContent): void;
  remove(record: MessageRecord): void;
  react(record: MessageRecord, emoji: string[]): void;
  list(match: MessageMatch): MessageRecord[];
  waitFor(match: MessageMatch, count: number, timeoutMs: number): Promise<MessageRecord[]>;
}

/** The new content of a message; undefined leaves a part as it is, null takes it away. */
interface EditContent {
  text?: string;
  entities?: MessageEntity[];
  replyMarkup?: InlineKeyboardMarkup | null;
  editDate: number;
}

const MAX_MESSAGES = 100_000;
const MAX_VERSIONS = 1_000;

/** Makes an empty store of messages. */
export function createMessages(botId: number): Messages {
  const records = new Map<string, MessageRecord>();
  const waiters = createMatchWaiters<MessageRecord>();
  let seq = 0;
  const keyOf = (chatId: number, messageId: number): string => `${chatId}:${messageId}`;

  const list = (match: MessageMatch): MessageRecord[] =>
    Array.from(records.values()).filter((record) => isMatch(record, match));

  return {
    list,
    get: (chatId, messageId) => records.get(keyOf(chatId, messageId)),
    add: (message, { method, isSilent }) => {
      seq += 1;
      const record = makeRecord(seq, message, message.from?.id === botId);
      Object.assign(record, { method, isSilent });
      records.set(keyOf(record.chatId, record.messageId), record);
      if (records.size > MAX_MESSAGES) {
        const oldest = records.keys().next();
        if (oldest.done !== true) records.delete(oldest.value);
      }
      waiters.changed(record);
      return record;
    },
    edit: (record, content) => {
      seq += 1;
      record.seq = seq;
      record.editCount += 1;
      applyEdit(record.message, content);
      const { text, entities } = readContent(record.message);
      record.text = text;
      record.versions.push({ atMs: Date.now(), text, entities });
      if (record.versions.length > MAX_VERSIONS) record.versions.splice(1, 1);
      waiters.changed(record);
    },
    remove: (record) => {
      seq += 1;
      record.seq = seq;
      record.isDeleted = true;
      waiters.changed(record);
    },
    react: (record, emoji) => {
      record.botReactions = emoji;
      waiters.changed(record);
    },
    waitFor: async (match, count, timeoutMs) => {
      await waiters.waitFor({
        items: records.values(),
        isMatch: (record) => isMatch(record, match),
        count,
        timeoutMs,
        describe: () =>
          `wanted ${count} of ${JSON.stringify(match)}; newest messages: ${describe(records)}`,
      });
      return list(match);
    },
  };
}

function makeRecord(seq: number, message: Message, isFromBot: boolean): MessageRecord {
  const { text, entities } = readContent(message);
  const atMs = Date.now();
  return {
    seq,
    chatId: message.chat.id,
    messageId: message.message_id,
    threadId: message.message_thread_id ?? null,
    replyTo: message.reply_to_message?.message_id ?? null,
    isFromBot,
    method: null,
    text,
    sentAtMs: atMs,
    versions: [{ atMs, text, entities }],
    editCount: 0,
    isDeleted: false,
    botReactions: [],
    isSilent: false,
    message,
  };
}

function readContent(message: Message): { text: string; entities: MessageEntity[] } {
  return {
    text: message.text ?? message.caption ?? '',
    entities: message.entities ?? message.caption_entities ?? [],
  };
}

function applyEdit(message: Message, { text, entities, replyMarkup, editDate }: EditContent): void {
  message.edit_date = editDate;
  const isCaption = message.caption !== undefined;
  if (text !== undefined) message[isCaption ? 'caption' : 'text'] = text;
  if (entities !== undefined) {
    const field = isCaption ? 'caption_entities' : 'entities';
    if (entities.length > 0) message[field] = entities;
    else delete message.entities;
  }
  if (replyMarkup === null) delete message.reply_markup;
  else if (replyMarkup !== undefined) message.reply_markup = replyMarkup;
}

function isMatch(record: MessageRecord, match: MessageMatch): boolean {
  if (match.sender !== 'any' && record.isFromBot !== (match.sender === 'bot')) return false;
  if (match.text !== undefined && record.text !== match.text) return false;
  if (match.contains !== undefined && !record.text.includes(match.contains)) return false;
  if (match.pattern !== undefined && !new RegExp(match.pattern, 'su').test(record.text))
    return false;
  if (match.isEdited !== undefined && record.editCount > 0 !== match.isEdited) return false;
  if (match.isDeleted !== undefined && record.isDeleted !== match.isDeleted) return false;
  return isInPlace(record, match);
}

function isInPlace(record: MessageRecord, match: MessageMatch): boolean {
  if (match.chatId !== undefined && record.chatId !== match.chatId) return false;
  if (match.threadId !== undefined && record.threadId !== match.threadId) return false;
  if (match.replyTo !== undefined && record.replyTo !== match.replyTo) return false;
  return match.afterSeq === undefined || record.seq > match.afterSeq;
}

const describe = (records: ReadonlyMap<string, MessageRecord>): string =>
  JSON.stringify(
    Array.from(records.values())
      .slice(-10)
      .map((record) => [
        record.chatId,
        record.isFromBot ? 'bot' : 'user',
        record.text.slice(0, 120),
      ]),
  );
