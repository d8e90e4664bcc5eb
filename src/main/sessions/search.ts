import { limits } from '../../shared/config/limits.ts';
import type { ParsedParamsOf, ResultOf } from '../../shared/protocol/contract.ts';
import { systemClock, type Clock } from '../platform/clock.ts';
import type { Sql } from '../storage/database.ts';
import { rangeOf, readFitting, type SeqRange } from './search-range.ts';
import { toMessageMatch } from './search-words.ts';
import { facetConditions, toWhere, type Condition } from './session-filter.ts';

type SearchResult = ResultOf<'sessions.search'>;
type SearchQuery = ParsedParamsOf<'sessions.search'>;

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

/**
 * Finds messages by words, the newest first. It looks at stretches of messages until the page is full
 * or its time is used up (limits.search.sliceMs): so it takes as long in a thousand as in a million
 * messages, whatever the words and the filter. A page that ended early holds less than was asked for,
 * or nothing, and its cursor goes on from there; without a cursor everything was looked at. Ranking
 * must see every hit, so it looks only at the newest ones (limits.search.rankedHits).
 */
export function searchMessages(
  sql: Sql,
  query: SearchQuery,
  clock: Pick<Clock, 'monotonic'> = systemClock,
): SearchResult {
  const match = toMessageMatch(sql, query.query);
  if (match === '') return { hits: [] };
  const wanted: Wanted = {
    match,
    limit: query.limit ?? limits.search.page,
    ...conditionOf(query),
  };
  if (query.order === 'rank') return { hits: ranked(sql, wanted).map(toHit) };
  const found = findNewest(sql, query, wanted, clock);
  return {
    hits: found.hits.map(toHit),
    ...(found.next === undefined ? {} : { cursor: String(found.next) }),
  };
}

interface Wanted {
  readonly match: string;
  readonly limit: number;
  /** What has to hold of a hit's message and conversation. */
  readonly where: string;
  readonly values: readonly (string | number)[];
}

interface Found {
  readonly hits: readonly HitRecord[];
  /** Everything from here on is looked at; undefined when nothing is left below. */
  readonly next: number | undefined;
}

function conditionOf(query: SearchQuery): Pick<Wanted, 'where' | 'values'> {
  const { sessionId, fromAt, untilAt } = query;
  const conditions: Condition[] = [
    ...facetConditions(query),
    ...(sessionId === undefined ? [] : [['session.id = ?', sessionId] as const]),
    ...(fromAt === undefined ? [] : [['message.created_at >= ?', fromAt] as const]),
    ...(untilAt === undefined ? [] : [['message.created_at < ?', untilAt] as const]),
  ];
  return toWhere(conditions);
}

function findNewest(
  sql: Sql,
  query: SearchQuery,
  wanted: Wanted,
  clock: Pick<Clock, 'monotonic'>,
): Found {
  const startedAt = clock.monotonic();
  const passedMs = (): number => clock.monotonic() - startedAt;
  const range = rangeOf(sql, query);
  const isFiltered = wanted.where !== 'TRUE';
  const { wordsFirstMs, sliceMs } = limits.search;
  const first = goByWords(sql, wanted, range, passedMs, isFiltered ? wordsFirstMs : sliceMs);
  const { next } = first;
  if (!isFiltered || next === undefined || first.hits.length === wanted.limit) return first;
  const seqsPerMs = (range.to - next) / passedMs();
  const fitting = readFitting(sql, query, { ...range, to: next });
  return continueWith(first, wanted, (rest) =>
    fitting.few
      ? goByEither(sql, rest, fitting.range, fitting.few, seqsPerMs, passedMs)
      : goByWords(sql, rest, fitting.range, passedMs, sliceMs),
  );
}

function continueWith(before: Found, wanted: Wanted, go: (rest: Wanted) => Found): Found {
  const { hits, next } = go({ ...wanted, limit: wanted.limit - before.hits.length });
  return { hits: [...before.hits, ...hits], next };
}

/** Tries how long it takes to look a few messages up, and goes on the way that gets further. */
function goByEither(
  sql: Sql,
  wanted: Wanted,
  range: SeqRange,
  seqs: readonly number[],
  seqsPerMs: number,
  passedMs: () => number,
): Found {
  const { triedMessages, sliceMs } = limits.search;
  const startedMs = passedMs();
  const tried = goByMessages(sql, wanted, seqs.slice(0, triedMessages), passedMs);
  const left = seqs.slice(triedMessages);
  const [newest] = left;
  if (newest === undefined || tried.next !== undefined) return tried;
  const lookUpMs = (passedMs() - startedMs) / triedMessages;
  const lower = { ...range, to: newest + 1 };
  const isSlower = left.length * lookUpMs * seqsPerMs > lower.to - lower.from;
  return continueWith(tried, wanted, (rest) =>
    isSlower
      ? goByWords(sql, rest, lower, passedMs, sliceMs)
      : goByMessages(sql, rest, left, passedMs),
  );
}

/**
 * Reads the index from the newest message on, stretch by stretch, and keeps what fits. A stretch
 * grows while it costs little.
 */
function goByWords(
  sql: Sql,
  { match, limit, where, values }: Wanted,
  { from, to }: SeqRange,
  passedMs: () => number,
  untilMs: number,
): Found {
  const statement = sql.statement<unknown[], HitRecord>(
    `${select} WHERE message_text MATCH ? AND message_text.rowid < ${integer}
       AND message_text.rowid >= ${integer} AND ${where}
     ORDER BY message_text.rowid DESC LIMIT ?`,
  );
  const hits: HitRecord[] = [];
  let before = to;
  let stretch: number = limits.search.stretchMessages;
  while (before > from) {
    const startedMs = passedMs();
    if (startedMs >= untilMs && before < to) return { hits, next: before };
    const low = Math.max(from, before - stretch);
    hits.push(...statement.all(match, before, low, ...values, limit - hits.length));
    if (hits.length === limit) return { hits, next: hits.at(-1)?.seq };
    stretch *= growth(passedMs() - startedMs);
    before = low;
  }
  return { hits, next: undefined };
}

function growth(tookMs: number): number {
  if (tookMs < limits.search.quickMs) return 4;
  return tookMs < limits.search.quickMs * 3 ? 2 : 1;
}

/** Looks each of a few messages up in the index: where the words are everywhere, and what fits is not. */
function goByMessages(
  sql: Sql,
  { match, limit, where, values }: Wanted,
  seqs: readonly number[],
  passedMs: () => number,
): Found {
  const statement = sql.statement<unknown[], HitRecord>(
    `${select} WHERE message_text MATCH ? AND message_text.rowid = ${integer} AND ${where}`,
  );
  const hits: HitRecord[] = [];
  for (const [index, seq] of seqs.entries()) {
    if (index > 0 && passedMs() >= limits.search.sliceMs) return { hits, next: seq + 1 };
    hits.push(...statement.all(match, seq, ...values));
    if (hits.length === limit) return { hits, next: seq };
  }
  return { hits, next: undefined };
}

const snippet = "snippet(message_text, 0, char(2), char(3), '…', 16)";
/** A number from here comes as a fraction; the index would not use that, but read everything. */
const integer = 'CAST(? AS INTEGER)';
/** The order of the tables is the order in which they are read. */
const select = `SELECT message.seq, message.session_id, session.key AS session_key, session.title,
    message.id AS message_id, message.role, message.created_at, ${snippet} AS snippet
  FROM message_text CROSS JOIN message ON message.seq = message_text.rowid
  CROSS JOIN session ON session.id = message.session_id`;

function ranked(sql: Sql, { match, limit, where, values }: Wanted): HitRecord[] {
  return sql
    .statement<unknown[], HitRecord>(
      `${select} WHERE message_text MATCH ? AND message_text.rowid >= coalesce((
         SELECT min(rowid) FROM (
           SELECT rowid FROM message_text WHERE message_text MATCH ? ORDER BY rowid DESC LIMIT ?
         )), 0) AND ${where}
       ORDER BY bm25(message_text) LIMIT ?`,
    )
    .all(match, match, limits.search.rankedHits, ...values, limit);
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
