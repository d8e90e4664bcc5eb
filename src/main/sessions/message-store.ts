import type { ChatMessage, ContentBlock } from '../../shared/protocol/chat.ts';
import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import { newId } from '../platform/ids.ts';
import type { ProviderState } from '../providers/provider.ts';
import type { Sql } from '../storage/database.ts';

export type MessageRole = ChatMessage['role'];

/** One node of a conversation's tree as it is stored. */
export interface MessageRecord {
  readonly seq: number;
  readonly id: string;
  readonly session_id: string;
  readonly parent_id: string | null;
  readonly turn_id: string | null;
  readonly run_id: string | null;
  readonly role: MessageRole;
  readonly content: string;
  readonly text: string;
  readonly sender: string | null;
  readonly stop_reason: string | null;
  readonly error: string | null;
  readonly is_summary: number;
  /** What the provider of the answer wants back, as JSON. */
  readonly state: string | null;
  readonly created_at: number;
}

export interface NewMessage {
  readonly sessionId: string;
  readonly parentId: string | null;
  readonly turnId: string | null;
  readonly runId: string | null;
  readonly role: MessageRole;
  readonly content: readonly ContentBlock[];
  readonly sender?: NonNullable<ChatMessage['sender']> | undefined;
  readonly stopReason?: string | undefined;
  readonly error?: ChatMessage['error'];
  readonly state?: ProviderState | undefined;
}

/** Between a person and the program: commands, questions to the owner. No model ever sees it. */
export function isAside({ stop_reason: reason }: Pick<MessageRecord, 'stop_reason'>): boolean {
  return reason === 'command' || reason === 'notice';
}

/** Adds a message below its parent and makes it the head of the conversation. */
export function appendMessage(sql: Sql, message: NewMessage, now: number): MessageRecord {
  const record = insertMessage(sql, message, false, now);
  const isTalk = record.role !== 'tool' && !isAside(record);
  sql
    .statement<[object]>(
      `UPDATE session SET head_id = @head, updated_at = @now, message_count = message_count + @count,
         last_text = CASE WHEN @last = '' THEN last_text ELSE @last END,
         title = CASE WHEN title = '' THEN @title ELSE title END
       WHERE id = @session`,
    )
    .run({
      head: record.id,
      now,
      count: isTalk ? 1 : 0,
      last: isTalk ? record.text.slice(0, limits.session.excerptChars) : '',
      title: isTalk && record.role === 'user' ? firstLine(record.text) : '',
      session: message.sessionId,
    });
  return record;
}

/** What a conversation without a name of its own is called: how it began. */
function firstLine(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  return line.length <= limits.session.titleChars
    ? line
    : `${line.slice(0, limits.session.titleChars - 1)}…`;
}

/**
 * Stores a summary of everything up to and including its parent. It is no part of the
 * conversation's path: whoever walks up from the head stops where a summary hangs, and the
 * originals stay where they are.
 */
export function insertSummary(sql: Sql, message: NewMessage, now: number): MessageRecord {
  return insertMessage(sql, message, true, now);
}

function insertMessage(
  sql: Sql,
  message: NewMessage,
  isSummary: boolean,
  now: number,
): MessageRecord {
  const text = plainText(message.content);
  const fields = {
    id: newId(),
    session_id: message.sessionId,
    parent_id: message.parentId,
    turn_id: message.turnId,
    run_id: message.runId,
    role: message.role,
    content: JSON.stringify(message.content),
    text,
    sender: message.sender ? JSON.stringify(message.sender) : null,
    stop_reason: message.stopReason ?? null,
    error: message.error ? JSON.stringify(message.error) : null,
    is_summary: isSummary ? 1 : 0,
    state: message.state ? JSON.stringify(message.state) : null,
    created_at: now,
  };
  const row = sql
    .statement<[typeof fields], { seq: number }>(
      `INSERT INTO message (id, session_id, parent_id, turn_id, run_id, role, content, text, sender,
         stop_reason, error, is_summary, state, created_at)
       VALUES (@id, @session_id, @parent_id, @turn_id, @run_id, @role, @content, @text, @sender,
         @stop_reason, @error, @is_summary, @state, @created_at) RETURNING seq`,
    )
    .get(fields);
  for (const block of message.content)
    if (block.type === 'image') needBlob(sql, block.blob, fields.id);
  return { seq: row?.seq ?? 0, ...fields };
}

/** A file is kept as long as a message shows it. */
function needBlob(sql: Sql, hash: string, messageId: string): void {
  sql
    .statement<[string, string]>(
      'INSERT OR IGNORE INTO message_blob (hash, message_id) VALUES (?, ?)',
    )
    .run(hash, messageId);
}

/** Whether any message shows a file. */
export function isBlobNeeded(sql: Sql, hash: string): boolean {
  return (
    sql
      .statement<[string], { found: number }>(
        'SELECT 1 AS found FROM message_blob WHERE hash = ? LIMIT 1',
      )
      .get(hash) !== undefined
  );
}

/** The words of a message, without tool calls and results: what is searched and shown in lists. */
export function plainText(content: readonly ContentBlock[]): string {
  return content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('\n');
}

export function getMessage(sql: Sql, id: string): MessageRecord | undefined {
  return sql.statement<[string], MessageRecord>('SELECT * FROM message WHERE id = ?').get(id);
}

/**
 * A message of this very conversation, on whatever branch.
 * @throws AppError MESSAGE_UNKNOWN
 */
export function findMessage(sql: Sql, session: { readonly id: string }, id: string): MessageRecord {
  const message = getMessage(sql, id);
  if (message?.session_id !== session.id || message.is_summary === 1)
    throw new AppError('MESSAGE_UNKNOWN', { id });
  return message;
}

/**
 * The path from a message up to the root, at most `limit` messages, oldest first. This is the
 * conversation as people see it; other branches are not on it.
 *
 * Parents are older than their children, so one pass over the conversation from its newest message
 * finds the path; looking each parent up by its id takes three times as long.
 */
export function readPath(sql: Sql, headId: string | null, limit: number): MessageRecord[] {
  const head = headId === null ? undefined : getMessage(sql, headId);
  if (!head) return [];
  const path = [head];
  const older = sql
    .statement<[string, number], MessageRecord>(
      'SELECT * FROM message WHERE session_id = ? AND seq < ? ORDER BY seq DESC',
    )
    .iterate(head.session_id, head.seq);
  let wanted = head.parent_id;
  for (const record of older) {
    if (wanted === null || path.length >= limit) break;
    if (record.id !== wanted) continue;
    path.push(record);
    wanted = record.parent_id;
  }
  return path.reverse();
}

/** What was stored in a conversation since a message, summaries included, oldest first. */
export function readNewer(
  sql: Sql,
  sessionId: string,
  seq: number,
  limit: number,
): MessageRecord[] {
  return sql
    .statement<[string, number, number], MessageRecord>(
      'SELECT * FROM message WHERE session_id = +? AND seq > ? ORDER BY seq LIMIT +?',
    )
    .all(sessionId, seq, limit);
}

/** Summaries of a conversation by the message they reach up to. */
export function readSummaries(sql: Sql, sessionId: string): Map<string, MessageRecord> {
  const rows = sql
    .statement<[string], MessageRecord>(
      'SELECT * FROM message WHERE session_id = ? AND is_summary = 1 ORDER BY seq',
    )
    .all(sessionId);
  return new Map(rows.flatMap((row) => (row.parent_id === null ? [] : [[row.parent_id, row]])));
}

/** Messages that one turn has stored, oldest first. */
export function readTurnMessages(sql: Sql, turnId: string): MessageRecord[] {
  return sql
    .statement<[string], MessageRecord>('SELECT * FROM message WHERE turn_id = +? ORDER BY seq')
    .all(turnId);
}
