import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../storage/database.ts';
import { gatewayMigrations } from '../storage/migrations/index.ts';
import { openDatabase } from '../storage/open-database.ts';
import { listSessions, type SessionFilter } from './list-sessions.ts';
import { archiveSession, createSession, setTakenOver } from './session-store.ts';

let dir: string;
let db: Database;

interface Made {
  readonly id: string;
  readonly agentId: string;
  readonly channel: string;
  readonly title: string;
  readonly cost: number;
  readonly updatedAt: number;
  readonly isArchived: boolean;
  readonly hasFailed: boolean;
  readonly isTakenOver: boolean;
}
const made: Made[] = [];

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'openclaw-list-'));
  db = openDatabase(join(dir, 'gateway.db'), { migrations: gatewayMigrations });
  for (let at = 1; at <= 60; at += 1) made.push(make(at));
});
afterAll(() => {
  db.close();
  rmSync(dir, { recursive: true, force: true });
});

function make(at: number): Made {
  const agentId = `a${at % 3}`;
  const channel = at % 2 ? 'web' : 'tg';
  const title = at % 5 ? `Talk ${at}` : `100% of_it ${at}`;
  const place = { key: `agent:${agentId}:${at}`, chatKind: 'direct', personId: null } as const;
  const { id } = createSession(db, { ...place, agentId, channel, title }, at);
  const one = {
    ...{ id, agentId, channel, title, updatedAt: at, cost: (at * 37) % 50 },
    ...{ isArchived: at % 4 === 0, hasFailed: at % 7 === 0, isTakenOver: at % 9 === 0 },
  };
  db.statement<[number, string | null, string]>(
    'UPDATE session SET cost_micros = ?, error_code = ? WHERE id = ?',
  ).run(one.cost, one.hasFailed ? 'PROVIDER_FAILED' : null, id);
  if (one.isTakenOver) setTakenOver(db, id, at);
  if (one.isArchived) archiveSession(db, id, at);
  return one;
}

/** What the list is, said in the plainest way. */
function expected(filter: SessionFilter): Made[] {
  const isIn = (one: Made): boolean =>
    (filter.archived === 'all' || one.isArchived === (filter.archived ?? false)) &&
    (filter.agentId === undefined || one.agentId === filter.agentId) &&
    (filter.channel === undefined || one.channel === filter.channel) &&
    (filter.minCostMicros === undefined || one.cost >= filter.minCostMicros) &&
    (filter.state !== 'failed' || one.hasFailed) &&
    (filter.state !== 'taken-over' || one.isTakenOver) &&
    (filter.search === undefined || one.title.toLowerCase().includes(filter.search.toLowerCase()));
  const byTime = (a: Made, b: Made): number => b.updatedAt - a.updatedAt;
  return made
    .filter(isIn)
    .toSorted((a, b) => (filter.order === 'cost' ? b.cost - a.cost || byTime(a, b) : byTime(a, b)));
}

describe('a list of conversations', () => {
  it('is what its filters say, in its order, page by page, whatever they are', () => {
    const filter = fc.record(
      {
        archived: fc.constantFrom(true, false, 'all' as const),
        agentId: fc.constantFrom('a0', 'a1', 'none'),
        channel: fc.constantFrom('web', 'tg'),
        minCostMicros: fc.nat(60),
        state: fc.constantFrom('failed' as const, 'taken-over' as const),
        search: fc.constantFrom('talk', '%', '_', '1', 'nothing', '\\'),
        order: fc.constantFrom('recent' as const, 'cost' as const),
        limit: fc.integer({ min: 1, max: 30 }),
        offset: fc.nat(40),
      },
      { requiredKeys: ['limit', 'offset'] },
    );
    fc.assert(
      fc.property(filter, (wanted) => {
        const all = expected(wanted);
        const { rows, total } = listSessions(db, wanted);
        const { offset, limit } = wanted;
        expect(rows.map(({ id }) => id)).toEqual(
          all.slice(offset, offset + limit).map(({ id }) => id),
        );
        expect(total).toBe(all.length);
      }),
    );
  });

  it('reads no row of a conversation that is not shown', () => {
    const plans = [
      'agent_id = ?',
      'cost_micros >= ?',
      'error_code IS NOT NULL',
      'title LIKE ?',
    ].map(
      (where) =>
        db
          .statement<null[], { detail: string }>(
            `EXPLAIN QUERY PLAN SELECT count(*) FROM session INDEXED BY session_facets
             WHERE archived_at IS NULL AND ${where}`,
          )
          .all(...[...where.matchAll(/\?/g)].map(() => null))[0]?.detail,
    );
    for (const plan of plans) expect(plan).toContain('COVERING INDEX session_facets');
  });
});
