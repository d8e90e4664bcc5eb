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

export interface SearchFilter {
  readonly agentId?: string | undefined;
  readonly channel?: string | undefined;
  readonly personId?: string | undefined;
  readonly sessionId?: string | undefined;
}

export interface SearchQuery extends SearchFilter {
  readonly query: string;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly order?: 'newest' | 'rank' | undefined;
}

const columns = `message.seq, message.session_id, session.key AS session_key, session.title,
  message.id AS message_id, message.role, message.created_at`;
const snippet = "snippet(message_text, 0, char(2), char(3), '…', 16)";
const tables = `message_text JOIN message ON message.seq = message_text.rowid
  JOIN session ON session.id = message.session_id`;

/**
 * Finds messages by words. Newest first reads the index backwards and stops after one page, so it
 * takes the same time in a thousand as in a million messages. Where a filter leaves out most of what is
 * found, it stops after so many hits (limits.search.scannedHits): then a page holds less than was asked
 * for, or nothing, and its cursor goes on. Ranking must see every hit, so it looks only at the newest
 * ones (limits.search.rankedHits).
 */
export function searchMessages(sql: Sql, query: SearchQuery): SearchResult {
  const match = toMatch(query.query);
  if (match === '') return { hits: [] };
  const wanted: Wanted = { match, limit: query.limit ?? limits.search.page, filter: query };
  if (query.order === 'rank') return { hits: ranked(sql, wanted).map(toHit) };
  const { cursor } = query;
  const before =
    cursor !== undefined && /^\d+$/.test(cursor) ? Number(cursor) : Number.MAX_SAFE_INTEGER;
  const found = hasFilter(query) ? newestThatFit(sql, wanted, before) : newest(sql, wanted, before);
  return {
    hits: found.rows.map(toHit),
    ...(found.next === undefined ? {} : { cursor: String(found.next) }),
  };
}

interface Wanted {
  readonly match: string;
  readonly limit: number;
  readonly filter: SearchFilter;
}

interface FoundPage {
  readonly rows: readonly HitRecord[];
  /** Where the next page begins. */
  readonly next: number | undefined;
}

function hasFilter({ agentId, channel, personId, sessionId }: SearchFilter): boolean {
  return [agentId, channel, personId, sessionId].some((value) => value !== undefined);
}

function newest(sql: Sql, { match, limit }: Wanted, before: number): FoundPage {
  const rows = sql
    .statement<[string, number, number], HitRecord>(
      `SELECT ${columns}, ${snippet} AS snippet FROM ${tables}
       WHERE message_text MATCH ? AND message_text.rowid < ?
       ORDER BY message_text.rowid DESC LIMIT ?`,
    )
    .all(match, before, limit);
  return { rows, next: rows.length === limit ? rows.at(-1)?.seq : undefined };
}

/** Goes through the hits, the newest first, and picks those that fit; only they are read whole. */
function newestThatFit(sql: Sql, wanted: Wanted, before: number): FoundPage {
  const { match, limit, filter } = wanted;
  const { text, values, from, to } = conditionOf(sql, filter);
  // The words are cut out in the same pass: looking one hit up by its place reads the index anew.
  const hits = sql
    .statement<unknown[], { seq: number; snippet: string | null }>(
      `SELECT rowid AS seq, CASE WHEN EXISTS (${text}) THEN ${snippet} END AS snippet
       FROM message_text WHERE message_text MATCH ? AND rowid < ? AND rowid >= ?
       ORDER BY rowid DESC LIMIT ?`,
    )
    .iterate(...values, match, Math.min(before, to + 1), from, limits.search.scannedHits);
  const picked: HitRecord[] = [];
  let scanned = 0;
  let last: number | undefined;
  for (const hit of hits) {
    scanned += 1;
    last = hit.seq;
    if (hit.snippet !== null) picked.push(...readHit(sql, hit.seq, hit.snippet));
    if (picked.length === limit) break;
  }
  const hasMore = picked.length === limit || scanned === limits.search.scannedHits;
  return { rows: picked, next: hasMore ? last : undefined };
}

/** A hit with what is said of its message and conversation. */
function readHit(sql: Sql, seq: number, snippetText: string): HitRecord[] {
  return sql
    .statement<[string, number], HitRecord>(
      `SELECT ${columns}, ? AS snippet
       FROM message JOIN session ON session.id = message.session_id WHERE message.seq = ?`,
    )
    .all(snippetText, seq);
}

interface Condition {
  /** A query that finds a row when the hit fits. */
  readonly text: string;
  readonly values: readonly string[];
  /** No message before or after these can fit. */
  readonly from: number;
  readonly to: number;
}

const inSession =
  'SELECT 1 FROM message INDEXED BY message_session WHERE session_id = ? AND seq = message_text.rowid';

function conditionOf(sql: Sql, filter: SearchFilter): Condition {
  const { sessionId, ...others } = filter;
  if (sessionId !== undefined) {
    const ends = sql
      .statement<[string, string], { first: number | null; last: number | null }>(
        `SELECT (SELECT min(seq) FROM message WHERE session_id = ?) AS first,
           (SELECT max(seq) FROM message WHERE session_id = ?) AS last`,
      )
      .get(sessionId, sessionId);
    return { text: inSession, values: [sessionId], from: ends?.first ?? 0, to: ends?.last ?? -1 };
  }
  const { where, values } = whereOf(others);
  const text = `SELECT 1 FROM message JOIN session ON session.id = message.session_id
    WHERE message.seq = message_text.rowid AND ${where}`;
  return { text, values, from: 0, to: Number.MAX_SAFE_INTEGER - 1 };
}

function ranked(sql: Sql, { match, limit, filter }: Wanted): HitRecord[] {
  const { where, values } = whereOf(filter);
  return sql
    .statement<unknown[], HitRecord>(
      `SELECT ${columns}, ${snippet} AS snippet FROM ${tables}
       WHERE message_text MATCH ? AND message_text.rowid >= coalesce((
         SELECT min(rowid) FROM (
           SELECT rowid FROM message_text WHERE message_text MATCH ? ORDER BY rowid DESC LIMIT ?
         )), 0) AND ${where}
       ORDER BY bm25(message_text) LIMIT ?`,
    )
    .all(match, match, limits.search.rankedHits, ...values, limit);
}

function whereOf(filter: SearchFilter): { readonly where: string; readonly values: string[] } {
  const parts = Object.entries({
    'session.agent_id = ?': filter.agentId,
    'session.channel = ?': filter.channel,
    'session.person_id = ?': filter.personId,
    'session.id = ?': filter.sessionId,
  }).filter((part): part is [string, string] => part[1] !== undefined);
  return {
    where: parts.map(([text]) => text).join(' AND ') || 'TRUE',
    values: parts.map(([, value]) => value),
  };
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
