import { createHash } from 'node:crypto';
import type { TraceKind } from '../../shared/model/turn-state.ts';
import type { Sql } from '../storage/database.ts';

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

/** @returns the row's id, for `closeTrace` */
export function addTrace(sql: Sql, turnId: string, entry: TraceEntry): number {
  const row = sql
    .statement<unknown[], { id: number }>(
      `INSERT INTO trace (turn_id, kind, name, state, detail, input_tokens, output_tokens, cost_micros,
         started_at, duration_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
    )
    .get(
      turnId,
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
  return row?.id ?? 0;
}

/** Ends a row that was written as running before its step began. */
export function closeTrace(
  sql: Sql,
  id: number,
  end: {
    readonly state: 'done' | 'failed';
    readonly detail: Readonly<Record<string, unknown>>;
    readonly durationMs: number;
  },
): void {
  sql
    .statement<[string, string, number, number]>(
      'UPDATE trace SET state = ?, detail = ?, duration_ms = ? WHERE id = ?',
    )
    .run(end.state, JSON.stringify(end.detail), end.durationMs, id);
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

/** Stores a text once, however often it is used (system prompts, tool lists); returns its hash. */
export function keepBlob(sql: Sql, text: string, now: number): string {
  const hash = createHash('sha256').update(text).digest('hex');
  sql
    .statement<[string, string, number]>(
      'INSERT INTO blob (hash, text, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    )
    .run(hash, text, now);
  return hash;
}
