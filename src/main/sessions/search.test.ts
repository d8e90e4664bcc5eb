import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../shared/config/limits.ts';
import type { ParamsOf } from '../../shared/protocol/contract.ts';
import type { Database } from '../storage/database.ts';
import { gatewayMigrations } from '../storage/migrations/index.ts';
import { openDatabase } from '../storage/open-database.ts';
import { toMessageMatch } from './search-words.ts';
import { searchMessages } from './search.ts';

type Query = ParamsOf<'sessions.search'>;

interface Said {
  readonly id: string;
  readonly session: number;
  readonly text: string;
  readonly at: number;
}

const sessionCount = 12;
const agentOf = (session: number): string => `a${session % 3}`;
const channelOf = (session: number): string => (session % 2 ? 'web' : 'tg');
const costOf = (session: number): number => (session * 37) % 50;
const hasFailed = (session: number): boolean => session % 5 === 0;
const isArchived = (session: number): boolean => session % 4 === 0;
const isTakenOver = (session: number): boolean => session === 9;
const isRunning = (session: number): boolean => session === 7;
/** Many messages lie between any two, so that a page ends among them. */
const apart = Math.ceil(limits.search.stretchMessages / 5);
const stands = { failed: hasFailed, 'taken-over': isTakenOver, running: isRunning };
const day = 24 * 60 * 60_000;

const words = [
  'the',
  'table',
  'tables',
  'tab',
  'über',
  'Uber',
  't',
  'Tür',
  'лес',
  'лесной',
  '天気',
];
const wordOf = (number: number): string =>
  `${words[number % words.length]} ${number % 4 ? 'often' : 'seldom'} ${number === 77 ? 'once' : ''}`;

const said: Said[] = Array.from({ length: 600 }, (_, number) => ({
  id: `m${String(number).padStart(4, '0')}`,
  session: Math.floor((number * number) / 7) % sessionCount,
  text: wordOf(number),
  at: number * day,
}));

let dir: string;
let db: Database;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'openclaw-search-'));
  db = openDatabase(join(dir, 'gateway.db'), { migrations: gatewayMigrations });
  for (let session = 0; session < sessionCount; session += 1) addSession(session);
  const add = db.statement<unknown[]>(
    `INSERT INTO message (seq, id, session_id, role, content, text, created_at)
     VALUES (?, ?, ?, 'user', '[]', ?, ?)`,
  );
  for (const [number, one] of said.entries())
    add.run(number * apart, one.id, `s${one.session}`, one.text, one.at);
});
afterAll(() => {
  db.close();
  rmSync(dir, { recursive: true, force: true });
});

function addSession(session: number): void {
  // What holds one of these is not few any more.
  const count = session % 3 === 0 ? limits.search.fewMessages : 50;
  db.statement<unknown[]>(
    `INSERT INTO session (id, key, agent_id, channel, chat_kind, message_count, cost_micros, error_code,
       archived_at, taken_over_at, created_at, updated_at)
     VALUES (?, ?, ?, ?, 'direct', ?, ?, ?, ?, ?, 0, ?)`,
  ).run(
    ...[`s${session}`, `agent:a:${session}`, agentOf(session), channelOf(session), count],
    ...[costOf(session), hasFailed(session) ? 'PROVIDER_FAILED' : null],
    ...[isArchived(session) ? 1 : null, isTakenOver(session) ? 1 : null, session],
  );
  if (!isRunning(session)) return;
  db.statement<[string]>(
    `INSERT INTO turn (id, session_id, agent_id, run_id, state, channel, reply_to, lease_until,
       deadline_at, created_at) VALUES ('t', ?, 'a', 'r', 'running', 'web', '{}', 0, 0, 0)`,
  ).run(`s${session}`);
}

const fold = (text: string): string =>
  /[а-я]/.test(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** What is found, said in the plainest way. */
function expected(query: Query): string[] {
  const wanted = query.query.split(' ').filter(Boolean).map(fold);
  const isUnfinished = !query.query.endsWith(' ');
  const hasWords = ({ text }: Said): boolean => {
    const own = fold(text).split(' ');
    return wanted.every((word, index) =>
      isUnfinished && index === wanted.length - 1
        ? own.some((one) => one.startsWith(word))
        : own.includes(word),
    );
  };
  return said
    .filter((one) => hasWords(one) && isIn(query, one.session) && isAt(query, one.at))
    .map(({ id }) => id)
    .toReversed();
}

function isIn(query: Query, session: number): boolean {
  const { agentId, channel, sessionId, state, archived, minCostMicros } = query;
  return (
    (agentId ?? agentOf(session)) === agentOf(session) &&
    (channel ?? channelOf(session)) === channelOf(session) &&
    (sessionId ?? `s${session}`) === `s${session}` &&
    (archived === undefined || archived === 'all' || archived === isArchived(session)) &&
    (state === undefined || stands[state](session)) &&
    costOf(session) >= (minCostMicros ?? 0)
  );
}

function isAt({ fromAt = 0, untilAt = Infinity }: Query, at: number): boolean {
  return at >= fromAt && at < untilAt;
}

/** All pages, one after the other. */
function readAll(query: Query, clock?: { monotonic(): number }): { ids: string[]; pages: number } {
  const ids: string[] = [];
  let pages = 0;
  let cursor: string | undefined;
  do {
    const page = searchMessages(db, { ...query, cursor }, clock);
    expect(page.hits.length).toBeLessThanOrEqual(query.limit ?? limits.search.page);
    ids.push(...page.hits.map(({ messageId }) => messageId));
    ({ cursor } = page);
    pages += 1;
  } while (cursor !== undefined);
  return { ids, pages };
}

/** As if each look at the clock came when all the time is used up. */
const outOfTime = (): { monotonic(): number } => {
  let now = 0;
  return { monotonic: () => (now += limits.search.sliceMs * 2) };
};

const query = fc.record<Query, 'query' | 'limit'>(
  {
    query: fc.constantFrom(
      ...['the', 'tab', 'tabl', 'table', 't', 't ', 'tables ', 'often ta', 'seldom tabl', 'once'],
      ...['uber', 'ÜBER', 'tur', 'лес', 'лесн', '天', 'nowhere', 'nowhere often', 'o', 's'],
    ),
    agentId: fc.constantFrom('a0', 'a1', 'none'),
    channel: fc.constantFrom('web', 'tg'),
    sessionId: fc.constantFrom('s1', 's8', 'none'),
    state: fc.constantFrom('failed', 'taken-over', 'running'),
    archived: fc.constantFrom(true, false, 'all' as const),
    minCostMicros: fc.nat(60),
    fromAt: fc.nat(600).map((days) => days * day),
    untilAt: fc.nat(600).map((days) => days * day),
    limit: fc.integer({ min: 1, max: 40 }),
  },
  { requiredKeys: ['query', 'limit'] },
);

describe('a search', () => {
  it('finds what its words and filters say, the newest first, without a gap or a repeat', () => {
    fc.assert(
      fc.property(query, (wanted) => {
        expect(readAll(wanted).ids).toEqual(expected(wanted));
      }),
      { numRuns: 300 },
    );
  });

  it('finds the same when its time is used up again and again', () => {
    fc.assert(
      fc.property(query, (wanted) => {
        expect(readAll(wanted, outOfTime()).ids).toEqual(expected(wanted));
      }),
      { numRuns: 300 },
    );
  });

  it('says where to go on when its time is used up before anything fits', () => {
    const wanted = { query: 'once', channel: 'web', limit: 5 };
    expect(readAll(wanted)).toEqual({ ids: ['m0077'], pages: 1 });
    const page = searchMessages(db, wanted, outOfTime());
    expect(page.hits).toEqual([]);
    expect(page.cursor).toBeDefined();
  });

  it('marks the words that were found', () => {
    const [hit] = searchMessages(db, { query: 'seldom tabl', agentId: 'a1' }).hits;
    expect(hit?.snippet).toMatch(/\u0002table?s?\u0003 \u0002seldom\u0003/);
  });

  it('ranks among what fits', () => {
    const ranked = searchMessages(db, { query: 'often', order: 'rank', channel: 'nowhere' });
    expect(ranked.hits).toEqual([]);
    const fitting = searchMessages(db, { query: 'often', order: 'rank', channel: 'tg' }).hits;
    expect(fitting.length).toBe(limits.search.page);
  });

  it('takes nothing that somebody wrote for a word of the index', () => {
    for (const text of ['"', 'a" OR "b', 'NEAR(', 'text:the', '^the', '*', '()', 'a AND', '-the'])
      expect(() => searchMessages(db, { query: text })).not.toThrow();
  });
});

describe('an unfinished word', () => {
  it('is spelled out where the index knows no beginnings of that length', () => {
    expect(toMessageMatch(db, 'tabl')).toBe('("table" OR "tables")');
    expect(toMessageMatch(db, 'Übe')).toBe('"Übe"*');
    expect(toMessageMatch(db, 'ÜBER')).toBe('("uber")');
    expect(toMessageMatch(db, 't')).toBe('("t" OR "ta"* OR "th"* OR "tu"*)');
    expect(toMessageMatch(db, 'often ta')).toBe('"often" AND "ta"*');
    expect(toMessageMatch(db, 'table ')).toBe('"table"');
    expect(toMessageMatch(db, 'nowhere')).toBe('"nowhere"*');
  });
});

describe('the index', () => {
  const plan = (text: string): string =>
    db
      .statement<number[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
      .all(...[...text.matchAll(/\?/g)].map(() => 1))
      .map(({ detail }) => detail)
      .join('\n');

  it('is read first, from the place that was asked for', () => {
    const asked: string[] = [];
    const watched = {
      ...db,
      statement(text: string) {
        asked.push(text);
        return db.statement<unknown[]>(text);
      },
    } as Database;
    searchMessages(watched, { query: 'the', agentId: 'a1' }, outOfTime());
    const reads = asked.filter((text) => text.includes('snippet('));
    expect(reads.length).toBeGreaterThan(0);
    for (const text of reads) {
      const [first = ''] = plan(text).split('\n');
      expect(first).toMatch(/^SCAN message_text VIRTUAL TABLE INDEX \d+:(M1<>|=M1)/);
      // A fraction would make the index read everything.
      expect(text).toMatch(/rowid (<|=) CAST\(\? AS INTEGER\)/);
    }
  });
});
