import { describe, expect, it } from 'vitest';
import type { ScheduleRow } from '../../../shared/protocol/schedules.ts';
import { sortByNext } from '../../state/schedules.ts';
import { filterSchedules } from './filter-schedules.ts';
import { toChange, toDraft, toWish, whenOf, writeSpan } from './schedule-draft.ts';
import { toLocalInput } from './zoned-moment.ts';

const row = (parts: Partial<ScheduleRow> = {}): ScheduleRow => ({
  ...{ id: 's', name: 'Water', origin: 'person', agentId: 'ada', timeZone: 'Europe/Berlin' },
  ...{ plan: { kind: 'every', everyMs: 7_200_000, anchor: 5 }, action: 'say', text: 'Drink' },
  ...{ to: 'web', missed: 'once', isEnabled: true, state: 'active', failures: 0 },
  ...{ createdAt: 1, updatedAt: 1 },
  ...parts,
});

describe('the form of a schedule', () => {
  it('begins with the schedule as it is', () => {
    expect(toDraft(row())).toMatchObject({ kind: 'every', when: { every: '2h' }, text: 'Drink' });
    const once = row({ plan: { kind: 'once', at: Date.parse('2026-12-24T17:00Z') } });
    expect(toDraft(once)).toMatchObject({ kind: 'at', when: { at: '2026-12-24T18:00' } });
    const cron = row({ plan: { kind: 'cron', expression: '0 8 * * 1-5' }, action: 'prompt' });
    expect(toDraft(cron)).toMatchObject({ kind: 'cron', action: 'prompt' });
  });

  it('sends what differs, so that an interval that stays does not begin anew', () => {
    const before = toDraft(row());
    expect(toChange({ ...before, text: 'Drink more' }, before)).toEqual({ say: 'Drink more' });
    expect(toChange(before, before)).toEqual({});
    const other = { ...before, when: { ...before.when, every: '3h' } };
    expect(toChange(other, before)).toEqual({ every: '3h', timeZone: 'Europe/Berlin' });
  });

  it('sends one way of saying when, whatever else was typed', () => {
    const empty = toDraft(undefined);
    expect(whenOf(empty)).toBeUndefined();
    const typed = { ...empty, kind: 'cron' as const, text: ' Hi ' };
    const when = { in: '10m', at: '', every: '', cron: ' 0 8 * * * ' };
    expect(toWish({ ...typed, when })).toEqual({ cron: '0 8 * * *', say: 'Hi', missed: 'once' });
  });

  it('writes spans in their largest whole unit', () => {
    expect([5_400_000, 86_400_000, 90_000].map(writeSpan)).toEqual(['90m', '1d', '90s']);
  });

  it('shows a moment on the wall of another zone, also around midnight', () => {
    const at = Date.parse('2026-12-31T23:30Z');
    expect(toLocalInput(at, 'Europe/Berlin')).toBe('2027-01-01T00:30');
    expect(toLocalInput(at, 'America/New_York')).toBe('2026-12-31T18:30');
  });
});

describe('the list of schedules', () => {
  it('has the next one first, and what comes no more at the end', () => {
    const rows = [
      row({ id: 'over', state: 'over' }),
      row({ id: 'late', nextAt: 20 }),
      row({ id: 'paused', state: 'paused', nextAt: 1, createdAt: 9 }),
      row({ id: 'soon', nextAt: 10 }),
    ];
    expect(sortByNext(rows).map(({ id }) => id)).toEqual(['soon', 'late', 'paused', 'over']);
  });

  it('is narrowed down by words and by agent', () => {
    const rows = [row(), row({ id: 'news', name: 'News', agentId: 'bob', text: 'What is new?' })];
    const ids = (query: string, agentId = ''): string[] =>
      filterSchedules(rows, { query, agentId }).map(({ id }) => id);
    expect(ids('what NEW')).toEqual(['news']);
    expect(ids('new whát')).toEqual(['news']);
    expect(ids('', 'ada')).toEqual(['s']);
  });
});
