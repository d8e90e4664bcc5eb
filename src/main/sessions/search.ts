import { limits } from '../../shared/config/limits.ts';
import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { Sql } from '../storage/database.ts';

type SearchResult = ResultOf<'sessions.search'>;

interface HitRecord {
  readonly seq: number;
  readonly session_id: string;
  readonly session_key: string;
  readonly title: string;
  readonly message_id: string;
  readonly role: string;
  readonly snippet: string;
  readonly created_at: number;
}

export interface SearchQuery {
  readonly query: string;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly order?: 'newest' | 'rank' | undefined;
}

const columns = `message.seq, message.session_id, session.key AS session_key, session.title,
  message.id AS message_id, message.role, message.created_at,
  snippet(message_text, 0, char(2), char(3), '…', 16) AS snippet`;
const tables = `message_text JOIN message ON message.seq = message_text.rowid
  JOIN session ON session.id = message.session_id`;

/**
 * Finds messages by words. Newest first reads the index backwards and stops after one page, so it
 * takes the same time in a thousand as in a million messages. Ranking must see every hit, so it
 * looks only at the newest ones (limits.search.rankedHits).
 */
export function searchMessages(sql: Sql, query: SearchQuery): SearchResult {
  const match = toMatch(query.query);
  if (match === '') return { hits: [] };
  const limit = query.limit ?? limits.search.page;
  const rows =
    query.order === 'rank' ? ranked(sql, match, limit) : newest(sql, match, limit, query.cursor);
  const last = rows.at(-1);
  const hasMore = query.order !== 'rank' && rows.length === limit && last !== undefined;
  return { hits: rows.map(toHit), ...(hasMore ? { cursor: String(last.seq) } : {}) };
}

function newest(sql: Sql, match: string, limit: number, cursor: string | undefined): HitRecord[] {
  const before =
    cursor !== undefined && /^\d+$/.test(cursor) ? Number(cursor) : Number.MAX_SAFE_INTEGER;
  return sql
    .statement<[string, number, number], HitRecord>(
      `SELECT ${columns} FROM ${tables}
       WHERE message_text MATCH ? AND message_text.rowid < ?
       ORDER BY message_text.rowid DESC LIMIT ?`,
    )
    .all(match, before, limit);
}

function ranked(sql: Sql, match: string, limit: number): HitRecord[] {
  return sql
    .statement<[string, string, number, number], HitRecord>(
      `SELECT ${columns} FROM ${tables}
       WHERE message_text MATCH ? AND message_text.rowid >= coalesce((
         SELECT min(rowid) FROM (
           SELECT rowid FROM message_text WHERE message_text MATCH ? ORDER BY rowid DESC LIMIT ?
         )), 0)
       ORDER BY bm25(message_text) LIMIT ?`,
    )
    .all(match, match, limits.search.rankedHits, limit);
}

/**
 * Turns what a person typed into a query of the index: all words must occur, the last one may be
 * unfinished. Quotes keep the index's own operators from meaning anything.
 */
export function toMatch(query: string): string {
  const words = query.match(/[\p{L}\p{N}_]+/gu) ?? [];
  const endsInWord = /[\p{L}\p{N}_]$/u.test(query);
  return words
    .slice(0, limits.search.words)
    .map((word, index) => `"${word}"${endsInWord && index === words.length - 1 ? '*' : ''}`)
    .join(' ');
}

function toHit(row: HitRecord): SearchResult['hits'][number] {
  return {
    sessionId: row.session_id,
    sessionKey: row.session_key,
    title: row.title,
    messageId: row.message_id,
    role: row.role,
    snippet: row.snippet,
    timestamp: row.created_at,
  };
}
