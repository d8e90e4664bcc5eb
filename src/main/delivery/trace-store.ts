import { createHash } from 'node:crypto';
import type { TraceKind } from '../../shared/model/turn-state.ts';
import type { Notes, Sql } from '../storage/database.ts';
import type { TurnRecord } from './turn-store.ts';

/** One row of what happened in a turn and why. Chat inspection is nothing but these rows. */
export interface TraceEntry {
  readonly kind: TraceKind;
  readonly name: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly detail: Readonly<Record<string, unknown>>;
  readonly startedAt: number;
  readonly durationMs?: number | undefined;
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  readonly costMicros?: number | undefined;
}

export interface TraceRecord {
  readonly id: number;
  readonly turn_id: string;
  readonly kind: TraceKind;
  readonly name: string;
  readonly state: TraceEntry['state'];
  readonly detail: string;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cost_micros: number;
  readonly started_at: number;
  readonly duration_ms: number | null;
}

/** The turn a step belongs to. */
export type TracedTurn = Pick<TurnRecord, 'id' | 'run_id' | 'session_id'>;

/** @returns the row's id, for `closeTrace` */
export function addTrace(sql: Sql, turn: TracedTurn, entry: TraceEntry): number {
  const row = sql
    .statement<unknown[], { id: number }>(
      `INSERT INTO trace (turn_id, kind, name, state, detail, input_tokens, output_tokens, cost_micros,
         started_at, duration_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
    )
    .get(
      turn.id,
      entry.kind,
      entry.name,
      entry.state,
      JSON.stringify(entry.detail),
      entry.inputTokens ?? 0,
      entry.outputTokens ?? 0,
      entry.costMicros ?? 0,
      entry.startedAt,
      entry.durationMs ?? null,
    );
  const stepId = row?.id ?? 0;
  const { kind, name, state } = entry;
  noteStep(sql, turn, { stepId, kind, name, state });
  return stepId;
}

/** Ends a row that was written as running before its step began. */
export function closeTrace(
  sql: Sql,
  turn: TracedTurn,
  id: number,
  end: {
    readonly state: 'done' | 'failed';
    readonly detail: Readonly<Record<string, unknown>>;
    readonly durationMs: number;
  },
): void {
  const row = sql
    .statement<[string, string, number, number], Pick<TraceRecord, 'kind' | 'name'>>(
      'UPDATE trace SET state = ?, detail = ?, duration_ms = ? WHERE id = ? RETURNING kind, name',
    )
    .get(end.state, JSON.stringify(end.detail), end.durationMs, id);
  if (!row) return;
  noteStep(sql, turn, { stepId: id, kind: row.kind, name: row.name, state: end.state });
}

function noteStep(
  sql: Sql,
  { id, run_id: runId, session_id: sessionId }: TracedTurn,
  step: Pick<Notes['trace'], 'stepId' | 'kind' | 'name' | 'state'>,
): void {
  sql.note('trace', { turnId: id, runId, sessionId, ...step });
}

/** Ends every step that is still open: the turn is over, and with it whatever it was doing. */
export function cutOffTraces(sql: Sql, turn: TracedTurn, now: number): void {
  for (const row of listOpenTraces(sql, turn.id)) {
    const detail = { ...(JSON.parse(row.detail) as Record<string, unknown>), cutOff: true };
    const durationMs = Math.max(0, now - row.started_at);
    closeTrace(sql, turn, row.id, { state: 'failed', detail, durationMs });
  }
}

/** Every step of a turn, in the order in which they were written down. */
export function listTraces(sql: Sql, turnId: string): TraceRecord[] {
  return sql
    .statement<[string], TraceRecord>('SELECT * FROM trace WHERE turn_id = ? ORDER BY id')
    .all(turnId);
}

/** Steps of a turn that were begun and have no end: what a crash cut off. */
export function listOpenTraces(sql: Sql, turnId: string): TraceRecord[] {
  return sql
    .statement<[string], TraceRecord>(
      "SELECT * FROM trace WHERE turn_id = ? AND state = 'running' ORDER BY id",
    )
    .all(turnId);
}

const dayMs = 24 * 60 * 60_000;

/**
 * Stores a text once, however often it is used (system prompts, tool lists); returns its hash. Its time
 * is that of its last use, within a day: whoever cleans up needs not look for what still names it.
 */
export function keepBlob(sql: Sql, text: string, now: number): string {
  const hash = createHash('sha256').update(text).digest('hex');
  touchBlob(sql, hash, text, now);
  return hash;
}

/** The same for a text whose hash is known. */
export function touchBlob(sql: Sql, hash: string, text: string, now: number): void {
  // Looked at first: with each call of a model the same long texts would be handed over again.
  const known = sql
    .statement<[string], { created_at: number }>('SELECT created_at FROM blob WHERE hash = ?')
    .get(hash);
  if (known && known.created_at >= now - dayMs) return;
  sql
    .statement<[string, string, number]>(
      `INSERT INTO blob (hash, text, created_at) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET created_at = excluded.created_at`,
    )
    .run(hash, text, now);
}

/** A stored text; undefined when it was removed. */
export function readBlob(sql: Sql, hash: string): string | undefined {
  return sql.statement<[string], { text: string }>('SELECT text FROM blob WHERE hash = ?').get(hash)
    ?.text;
}
