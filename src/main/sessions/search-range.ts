import { limits } from '../../shared/config/limits.ts';
import type { ParsedParamsOf } from '../../shared/protocol/contract.ts';
import type { Sql } from '../storage/database.ts';
import { facetConditions, toWhere } from './session-filter.ts';

type SearchQuery = ParsedParamsOf<'sessions.search'>;

/** Messages by their numbers, the newest with the highest: `from` is the first, `to` is behind the last. */
export interface SeqRange {
  readonly from: number;
  readonly to: number;
}

/** No message outside of it can be found, or was not shown already. */
export function rangeOf(sql: Sql, query: SearchQuery): SeqRange {
  const { sessionId, cursor, fromAt, untilAt } = query;
  const whole = endsOf(sql, sessionId);
  const before = cursor !== undefined && /^\d{1,15}$/.test(cursor) ? Number(cursor) : whole.to;
  const from = fromAt === undefined ? whole.from : placeOf(sql, fromAt - clockSlackMs, whole);
  const to = untilAt === undefined ? whole.to : placeOf(sql, untilAt + clockSlackMs, whole);
  return { from: Math.max(whole.from, from), to: Math.min(before, to) };
}

function endsOf(sql: Sql, sessionId: string | undefined): SeqRange {
  const [where, values] =
    sessionId === undefined ? ['', []] : ['WHERE session_id = ?', [sessionId]];
  const end = (way: 'min' | 'max'): number | undefined =>
    sql
      .statement<string[], { seq: number | null }>(
        `SELECT ${way}(seq) AS seq FROM message ${where}`,
      )
      .get(...values)?.seq ?? undefined;
  return { from: end('min') ?? 0, to: (end('max') ?? -1) + 1 };
}

/** Messages are numbered in the order of their time, as far as nobody sets the clock back further. */
const clockSlackMs = 24 * 60 * 60_000;

/** The first message that is not older. */
function placeOf(sql: Sql, at: number, { from, to }: SeqRange): number {
  const nextTo = sql.statement<[number], { seq: number; created_at: number }>(
    'SELECT seq, created_at FROM message WHERE seq >= ? ORDER BY seq LIMIT 1',
  );
  let low = from;
  let high = to;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = nextTo.get(middle);
    if (found && found.seq < high && found.created_at < at) low = found.seq + 1;
    else high = middle;
  }
  return low;
}

export interface FittingMessages {
  /** Outside of it nothing fits. */
  readonly range: SeqRange;
  /** All of them, the newest first, where they are few (limits.search.fewMessages). */
  readonly few: readonly number[] | undefined;
}

/** What the filter leaves of these messages, where it leaves few conversations (limits.search.fewSessions). */
export function readFitting(sql: Sql, query: SearchQuery, range: SeqRange): FittingMessages {
  const sessions = query.sessionId === undefined ? fittingSessions(sql, query) : [query.sessionId];
  if (sessions.length > limits.search.fewSessions) return { range, few: undefined };
  const ids = JSON.stringify(sessions);
  if (countMessages(sql, ids) <= limits.search.fewMessages)
    return { range, few: listMessages(sql, ids, range) };
  return { range: narrow(sql, ids, range), few: undefined };
}

function listMessages(sql: Sql, ids: string, { from, to }: SeqRange): number[] {
  return sql
    .statement<[string, number, number], { seq: number }>(
      `SELECT message.seq FROM json_each(?) AS one CROSS JOIN message INDEXED BY message_session
         ON message.session_id = one.value
       WHERE message.seq >= ? AND message.seq < ? ORDER BY message.seq DESC`,
    )
    .all(ids, from, to)
    .map(({ seq }) => seq);
}

/** From the first message of these conversations to their last one. */
function narrow(sql: Sql, ids: string, { from, to }: SeqRange): SeqRange {
  const ends = sql
    .statement<[string], { first: number | null; last: number | null }>(
      `SELECT min((SELECT min(seq) FROM message WHERE session_id = one.value)) AS first,
         max((SELECT max(seq) FROM message WHERE session_id = one.value)) AS last
       FROM json_each(?) AS one`,
    )
    .get(ids);
  return { from: Math.max(from, ends?.first ?? to), to: Math.min(to, (ends?.last ?? -1) + 1) };
}

/** One more than few, at most. */
function fittingSessions(sql: Sql, query: SearchQuery): string[] {
  const { where, values } = toWhere(facetConditions(query));
  const from = query.state === 'running' ? 'session' : 'session INDEXED BY session_facets';
  return sql
    .statement<unknown[], { id: string }>(
      `SELECT session.id FROM (
         SELECT rowid AS place FROM ${from} WHERE ${where} LIMIT ?
       ) JOIN session ON session.rowid = place`,
    )
    .all(...values, limits.search.fewSessions + 1)
    .map(({ id }) => id);
}

function countMessages(sql: Sql, ids: string): number {
  return (
    sql
      .statement<[string], { n: number | null }>(
        `SELECT sum(session.message_count) AS n FROM json_each(?) AS one
         JOIN session ON session.id = one.value`,
      )
      .get(ids)?.n ?? 0
  );
}
