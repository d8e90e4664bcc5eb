import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { usageMethods } from '../../shared/protocol/usage.ts';
import type { Database } from '../storage/database.ts';
import { gatewayMigrations } from '../storage/migrations/index.ts';
import { openDatabase } from '../storage/open-database.ts';
import { addDays, countDays, dayBoundsOf } from './day-bounds.ts';
import { medianMsOf, timeColumnOf, timeColumns } from './turn-time.ts';
import { rangeOf, reportUsage } from './usage-report.ts';
import { addTokens, addTurn, readTokens, type UsagePlace } from './usage-store.ts';

let cleanUp: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanUp.reverse()) clean();
  cleanUp = [];
});

function openDb(migrations = gatewayMigrations, dir?: string): Database {
  const made = dir ?? mkdtempSync(join(tmpdir(), 'usage-'));
  if (dir === undefined) cleanUp.push(() => rmSync(made, { recursive: true, force: true }));
  return openDatabase(join(made, 'gateway.db'), { migrations });
}

function openFresh(): Database {
  const db = openDb();
  cleanUp.push(() => db.close());
  return db;
}

const place = (change: Partial<UsagePlace> = {}): UsagePlace => ({
  ...{ day: '2026-11-20', agentId: 'assistant', model: 'a/b', channel: 'web', personId: '' },
  ...change,
});
const used = { inputTokens: 10, outputTokens: 5, costMicros: 7 };
const turn = { hasFailed: false, durationMs: 900, messagesIn: 1, messagesOut: 1, toolCalls: 2 };

describe('the record of usage', () => {
  it('adds up calls and turns of one place', () => {
    const db = openFresh();
    addTokens(db, place(), used);
    addTokens(db, place(), used);
    addTurn(db, place(), turn);
    addTurn(db, place(), { ...turn, hasFailed: true, messagesOut: 0 });
    const report = reportUsage(db, { from: '2026-11-20', to: '2026-11-20', groupBy: ['agent'] });
    expect(report.rows).toEqual([
      {
        agent: 'assistant',
        ...{ turns: 2, failedTurns: 1, inputTokens: 20, outputTokens: 10, costMicros: 14 },
        ...{ timeMs: 1_800, medianMs: 750, messagesIn: 2, messagesOut: 1, toolCalls: 4 },
      },
    ]);
    expect(report.totals).toMatchObject({ turns: 2, costMicros: 14 });
  });

  it('is grouped by day first, and compares with the days right before', () => {
    const db = openFresh();
    for (const day of ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21'])
      addTokens(db, place({ day, model: `m/${day}` }), used);
    const query = { from: '2026-11-20', to: '2026-11-21', groupBy: ['model', 'day'] as const };
    const { rows, before } = reportUsage(db, { ...query, groupBy: [...query.groupBy] });
    expect(rows.map(({ day, model }) => [day, model])).toEqual([
      ['2026-11-20', 'm/2026-11-20'],
      ['2026-11-21', 'm/2026-11-21'],
    ]);
    expect(before.costMicros).toBe(14);
  });

  it('keeps only what a filter asks for', () => {
    const db = openFresh();
    addTokens(db, place({ channel: 'tg', personId: 'p' }), used);
    addTokens(db, place(), used);
    const range = { from: '2026-11-01', to: '2026-11-30', groupBy: [] };
    expect(reportUsage(db, { ...range, filters: { channel: 'tg' } }).totals.inputTokens).toBe(10);
    expect(reportUsage(db, { ...range, filters: { personId: '' } }).totals.inputTokens).toBe(10);
    expect(reportUsage(db, { ...range, filters: { agentId: 'x' } }).totals.inputTokens).toBe(0);
    expect(readTokens(db, '2026-11-20', 'assistant').inputTokens).toBe(20);
  });

  it('says what a person is called, and nothing of one who is gone', () => {
    const db = openFresh();
    db.exec("INSERT INTO person VALUES ('p', 'Bea', 'guest', 0)");
    addTokens(db, place({ personId: 'p' }), used);
    addTokens(db, place({ personId: 'gone' }), { ...used, costMicros: 1 });
    const range = { from: '2026-11-20', to: '2026-11-20', groupBy: ['person' as const] };
    expect(
      reportUsage(db, range).rows.map(({ person, personName }) => [person, personName]),
    ).toEqual([
      ['p', 'Bea'],
      ['gone', undefined],
    ]);
  });
});

describe('a database from before', () => {
  it('keeps what its turns and its days tell, each once', () => {
    const dir = mkdtempSync(join(tmpdir(), 'usage-'));
    cleanUp.push(() => rmSync(dir, { recursive: true, force: true }));
    const old = openDb(
      gatewayMigrations.filter(({ version }) => version < 7),
      dir,
    );
    const at = Date.parse('2026-11-20T12:00:00Z');
    old.exec(`
      INSERT INTO session (id, key, agent_id, channel, chat_kind, person_id, created_at, updated_at)
        VALUES ('s', 'k', 'assistant', 'tg', 'direct', NULL, 0, 0);
      INSERT INTO turn (id, session_id, agent_id, run_id, state, channel, model, reply_to, lease_until,
        deadline_at, input_tokens, output_tokens, cost_micros, created_at, finished_at) VALUES
        ('t1', 's', 'assistant', 'r1', 'done', 'tg', 'a/b', '{}', 0, 0, 30, 20, 40, ${at}, ${at + 3_000}),
        ('t2', 's', 'assistant', 'r2', 'failed', 'tg', 'a/b', '{}', 0, 0, 5, 0, 1, ${at}, ${at + 100});
      INSERT INTO usage_day VALUES ('2026-11-20', 'assistant', 'a/b', 100, 50, 90, 4),
        ('2026-11-19', 'assistant', 'a/b', 1, 1, 1, 1);
    `);
    old.close();
    const db = openDb(gatewayMigrations, dir);
    cleanUp.push(() => db.close());
    const range = { from: '2026-11-19', to: '2026-11-20', groupBy: ['day', 'channel'] as const };
    const { rows, totals } = reportUsage(db, { ...range, groupBy: [...range.groupBy] });
    expect(
      rows.map(({ day, channel, turns, inputTokens }) => [day, channel, turns, inputTokens]),
    ).toEqual([
      ['2026-11-19', '', 1, 1],
      ['2026-11-20', '', 3, 65],
      ['2026-11-20', 'tg', 2, 35],
    ]);
    expect(totals).toMatchObject({ inputTokens: 101, outputTokens: 51, costMicros: 91 });
    expect(totals).toMatchObject({ failedTurns: 1, messagesIn: 2, messagesOut: 1 });
  });
});

describe('how long turns took', () => {
  it('is counted in the column it belongs to', () => {
    expect([0, 249, 250, 255_999, 256_000].map(timeColumnOf)).toEqual([
      't0',
      't0',
      't1',
      't10',
      't11',
    ]);
    expect(timeColumns).toHaveLength(12);
  });

  it('has a middle within the column where half of them are reached', () => {
    expect(medianMsOf([0, 0])).toBeNull();
    expect(medianMsOf([0, 0, 4])).toBe(750);
    expect(medianMsOf([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3])).toBe(256_000);
  });
});

describe('days', () => {
  it('lie between two midnights of the zone, also where clocks change', () => {
    const spring = dayBoundsOf(Date.parse('2026-03-29T12:00:00Z'), 'Europe/Berlin');
    expect(spring.day).toBe('2026-03-29');
    expect(new Date(spring.startsAt).toISOString()).toBe('2026-03-28T23:00:00.000Z');
    expect(spring.endsAt - spring.startsAt).toBe(23 * 3_600_000);
    const autumn = dayBoundsOf(Date.parse('2026-10-25T00:30:00Z'), 'Europe/Berlin');
    expect(autumn.endsAt - autumn.startsAt).toBe(25 * 3_600_000);
  });

  it('are counted over months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
    expect(countDays('2026-12-30', '2027-01-02')).toBe(4);
    expect(rangeOf({ days: 7 }, '2026-11-23')).toEqual({ from: '2026-11-17', to: '2026-11-23' });
    expect(rangeOf({ from: '2026-11-23', to: '2026-11-01' }, 'x').from).toBe('2026-11-01');
  });
});

it('takes no day that is not in the calendar', () => {
  const params = usageMethods['usage.report'].params();
  expect(params.safeParse({ from: '2026-02-28' }).success).toBe(true);
  for (const from of ['2026-02-30', '2026-99-99'])
    expect(params.safeParse({ from }).success).toBe(false);
});
