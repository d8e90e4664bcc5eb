import type { QueueMode } from '../../shared/config/agents.ts';
import type { ChatRef } from '../../shared/model/envelope.ts';
import { newId } from '../platform/ids.ts';
import type { Sql } from '../storage/database.ts';

/** One conversation as it is stored. Times are UTC milliseconds. */
export interface SessionRecord {
  readonly id: string;
  readonly key: string;
  readonly agent_id: string;
  readonly channel: string;
  readonly chat_kind: ChatRef['kind'];
  readonly person_id: string | null;
  readonly title: string;
  readonly head_id: string | null;
  readonly model: string | null;
  readonly queue: QueueMode | null;
  readonly message_count: number;
  readonly last_text: string;
  readonly created_at: number;
  readonly updated_at: number;
  readonly archived_at: number | null;
  /** Somebody answers in the assistant's place since then. */
  readonly taken_over_at: number | null;
  /** Of the turns that have ended. */
  readonly turn_count: number;
  /** Millionths of a US dollar. */
  readonly cost_micros: number;
  /** Why the last turn failed; null when it did not. */
  readonly error_code: string | null;
}

export interface NewSession {
  readonly key: string;
  readonly agentId: string;
  readonly channel: string;
  readonly chatKind: ChatRef['kind'];
  readonly personId: string | null;
  readonly title: string;
}

/** The conversation a key leads to now. */
export function findSession(sql: Sql, key: string): SessionRecord | undefined {
  return sql
    .statement<[string], SessionRecord>(
      'SELECT * FROM session WHERE key = ? AND archived_at IS NULL',
    )
    .get(key);
}

export function getSession(sql: Sql, id: string): SessionRecord | undefined {
  return sql.statement<[string], SessionRecord>('SELECT * FROM session WHERE id = ?').get(id);
}

/** The key of a conversation, archived or not. */
export function findKey(sql: Sql, id: string): string | undefined {
  return sql.statement<[string], { key: string }>('SELECT key FROM session WHERE id = ?').get(id)
    ?.key;
}

/**
 * The conversation a key leads to now, or the one that is named by its id: an archived one too, as
 * long as it had this key.
 */
export function pickSession(
  sql: Sql,
  key: string,
  id: string | undefined,
): SessionRecord | undefined {
  if (id === undefined) return findSession(sql, key);
  const session = getSession(sql, id);
  return session?.key === key ? session : undefined;
}

/** Makes a conversation. Call it inside a commit; the key must be free. */
export function createSession(sql: Sql, input: NewSession, now: number): SessionRecord {
  const record: SessionRecord = {
    id: newId(),
    key: input.key,
    agent_id: input.agentId,
    channel: input.channel,
    chat_kind: input.chatKind,
    person_id: input.personId,
    title: input.title,
    head_id: null,
    model: null,
    queue: null,
    message_count: 0,
    last_text: '',
    created_at: now,
    updated_at: now,
    archived_at: null,
    taken_over_at: null,
    turn_count: 0,
    cost_micros: 0,
    error_code: null,
  };
  sql
    .statement<[string, string, string, string, string, string | null, string, number, number]>(
      `INSERT INTO session (id, key, agent_id, channel, chat_kind, person_id, title, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      record.id,
      record.key,
      record.agent_id,
      record.channel,
      record.chat_kind,
      record.person_id,
      record.title,
      now,
      now,
    );
  return record;
}

/** Puts a conversation away and frees its key; its messages stay readable and searchable. */
export function archiveSession(sql: Sql, id: string, now: number): void {
  sql
    .statement<[number, string]>(
      'UPDATE session SET archived_at = ? WHERE id = ? AND archived_at IS NULL',
    )
    .run(now, id);
}

/**
 * Begins a fresh conversation under the key of an old one, with the choices (model, queue mode)
 * that a person made for it.
 */
export function renewSession(sql: Sql, old: SessionRecord, now: number): SessionRecord {
  archiveSession(sql, old.id, now);
  const fresh = createSession(
    sql,
    {
      key: old.key,
      agentId: old.agent_id,
      channel: old.channel,
      chatKind: old.chat_kind,
      personId: old.person_id,
      title: old.chat_kind === 'direct' && old.channel === 'web' ? '' : old.title,
    },
    now,
  );
  setChoice(sql, fresh.id, 'model', old.model);
  setChoice(sql, fresh.id, 'queue', old.queue);
  // Whoever answers there goes on doing so: it is the same chat.
  if (old.taken_over_at !== null) setTakenOver(sql, fresh.id, old.taken_over_at);
  return { ...fresh, model: old.model, queue: old.queue, taken_over_at: old.taken_over_at };
}

/** A person answers in the assistant's place from then on; null hands the conversation back. */
export function setTakenOver(sql: Sql, id: string, since: number | null): void {
  sql
    .statement<[number | null, string]>('UPDATE session SET taken_over_at = ? WHERE id = ?')
    .run(since, id);
}

/** Whether a person answers there now. */
export function isTakenOver(sql: Sql, id: string): boolean {
  return (
    sql
      .statement<[string], { found: number }>(
        'SELECT 1 AS found FROM session WHERE id = ? AND taken_over_at IS NOT NULL',
      )
      .get(id) !== undefined
  );
}

/** Stores what a person chose for one conversation; null returns to the agent's own setting. */
export function setChoice(
  sql: Sql,
  id: string,
  choice: 'model' | 'queue',
  value: string | null,
): void {
  sql
    .statement<[string | null, string]>(`UPDATE session SET ${choice} = ? WHERE id = ?`)
    .run(value, id);
}

/** Deletes a conversation with everything that hangs on it. Parts still to be sent are dropped. */
export function deleteSession(sql: Sql, id: string): boolean {
  sql
    .statement<[string]>(
      "DELETE FROM outbox WHERE session_id = ? AND state IN ('draft', 'ready', 'unknown', 'held', 'dead')",
    )
    .run(id);
  return sql.statement<[string]>('DELETE FROM session WHERE id = ?').run(id) > 0;
}
