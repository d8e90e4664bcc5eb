import type { DeliveryJob, OutboxState } from '../../shared/model/delivery.ts';
import type { Sql } from '../storage/database.ts';
import type { ReplyTo } from './turn-store.ts';

/** One part of what is to be said on a messenger. The states are in shared/model/delivery. */
export interface OutboxRecord {
  readonly id: string;
  readonly turn_id: string | null;
  readonly session_id: string | null;
  readonly channel: string;
  readonly chat: string;
  readonly chat_key: string;
  readonly thread_id: string | null;
  readonly reply_ref: string | null;
  readonly part: number;
  readonly state: OutboxState;
  readonly text: string;
  /** The messenger's id, once it is known: from then on a send is an edit. */
  readonly external_id: string | null;
  /** The run of the host it was handed to last. */
  readonly host_run: string | null;
  readonly attempt: number;
  readonly failures: number;
  readonly next_at: number;
  readonly is_duplicate: number;
  /** Buttons below it, as JSON. */
  readonly buttons: string | null;
  /** Why the last attempt did not succeed. */
  readonly error: string | null;
  readonly created_at: number;
  readonly updated_at: number;
}

/** Parts of one chat are sent one after the other. */
export function chatKey(replyTo: ReplyTo): string {
  return `${replyTo.chat.kind}:${replyTo.chat.id}`;
}

/** What a change of a part is told with. */
export type NotedPart = Pick<OutboxRecord, 'id' | 'turn_id' | 'session_id' | 'channel' | 'state'>;

/** Says what has become of a part, to whoever watches the database. */
export function notePart(sql: Sql, part: NotedPart, wasStuck = false): void {
  const { id, turn_id: turnId, session_id: sessionId, channel, state } = part;
  const isStuck = wasStuck || state === 'held' || state === 'dead';
  sql.note('part', { id, turnId, sessionId, channel, state, isStuck });
}

/** A part as the host of its channel gets it. */
export function toJob(record: OutboxRecord, text = record.text): DeliveryJob {
  return {
    id: record.id,
    attempt: record.attempt,
    channel: record.channel,
    chat: JSON.parse(record.chat) as DeliveryJob['chat'],
    ...(record.thread_id === null ? {} : { threadId: record.thread_id }),
    ...(record.reply_ref === null ? {} : { replyRef: record.reply_ref }),
    text,
    ...(record.external_id === null ? {} : { externalId: record.external_id }),
    isDraft: record.state === 'draft',
    isPossibleDuplicate: record.is_duplicate === 1,
    ...(record.buttons === null || record.state === 'draft'
      ? {}
      : { buttons: JSON.parse(record.buttons) as NonNullable<DeliveryJob['buttons']> }),
  };
}
