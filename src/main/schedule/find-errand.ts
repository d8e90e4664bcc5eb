import type { InboxState, TurnState } from '../../shared/model/turn-state.ts';
import type { Sql } from '../storage/database.ts';
import type { RunRecord } from './run-store.ts';

/** What became of a task that was handed in. */
export interface ErrandRecord {
  readonly inboxState: InboxState;
  readonly reason: string | null;
  readonly turnId: string | null;
  readonly turnState: TurnState | null;
  readonly turnError: string | null;
}

/** By what the inbox recognises a run, however often it is handed in. */
export function errandKey(run: Pick<RunRecord, 'schedule_id' | 'due_at'>): string {
  return `schedule:${run.schedule_id}:${run.due_at}`;
}

/** Undefined when it never was handed in, or its conversation is gone. */
export function findErrand(sql: Sql, run: RunRecord): ErrandRecord | undefined {
  if (run.channel === null) return undefined;
  return sql
    .statement<[string, string], ErrandRecord>(
      `SELECT inbox.state AS inboxState, inbox.reason, turn.id AS turnId, turn.state AS turnState,
         turn.error AS turnError
       FROM inbox LEFT JOIN turn ON turn.id = inbox.turn_id
       WHERE inbox.channel = ? AND inbox.dedupe_key = ?`,
    )
    .get(run.channel, errandKey(run));
}
