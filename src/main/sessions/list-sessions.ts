import type { ParsedParamsOf } from '../../shared/protocol/contract.ts';
import type { Sql } from '../storage/database.ts';
import { facetConditions, toWhere, type Condition } from './session-filter.ts';
import type { SessionRecord } from './session-store.ts';

type Wanted = ParsedParamsOf<'sessions.list'>;

/** What a list of conversations is narrowed to. */
export type SessionFilter = Omit<Wanted, 'limit' | 'offset'> & {
  readonly limit: number;
  readonly offset: number;
};

/**
 * A page of conversations, the last used or the dearest first, with the number of all that fit.
 * Everything is decided in one index that holds what can be asked for; rows are read for the page
 * alone. So a page takes about as long in a hundred as in a hundred thousand conversations.
 */
export function listSessions(
  sql: Sql,
  filter: SessionFilter,
): { rows: SessionRecord[]; total: number } {
  const { limit, offset } = filter;
  const { where, values } = toWhere(conditionsOf(filter));
  // Those that run are few and named by their own index. Else the planner would take a smaller index,
  // and look every conversation up.
  const from = filter.state === 'running' ? 'session' : 'session INDEXED BY session_facets';
  const order = filter.order === 'cost' ? 'cost_micros DESC, updated_at DESC' : 'updated_at DESC';
  const rows = sql
    .statement<unknown[], SessionRecord>(
      `SELECT session.* FROM (
         SELECT rowid AS place FROM ${from} WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?
       ) JOIN session ON session.rowid = place`,
    )
    .all(...values, limit, offset);
  // A page that is not full is the last one: what comes before it is known.
  const isLast = rows.length < limit && (rows.length > 0 || offset === 0);
  return { rows, total: isLast ? offset + rows.length : count(sql, from, where, values) };
}

function count(sql: Sql, from: string, where: string, values: readonly unknown[]): number {
  const row = sql
    .statement<unknown[], { n: number }>(`SELECT count(*) AS n FROM ${from} WHERE ${where}`)
    .get(...values);
  return row?.n ?? 0;
}

function conditionsOf({ search, archived = false, ...facets }: SessionFilter): Condition[] {
  return [
    ...facetConditions({ archived, ...facets }),
    ...(search ? [["session.title LIKE ? ESCAPE '\\'", likeOf(search)] as const] : []),
  ];
}

/** A percent sign in the search means a percent sign. */
function likeOf(search: string): string {
  return `%${search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}
