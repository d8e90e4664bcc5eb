import { limits } from '../../shared/config/limits.ts';
import type { ParsedParamsOf, ResultOf } from '../../shared/protocol/contract.ts';
import type { UsageNumbers, UsageRow } from '../../shared/protocol/usage.ts';
import type { Sql } from '../storage/database.ts';
import { addDays, countDays } from './day-bounds.ts';
import { sumUsage, type UsageRange } from './usage-store.ts';

export type ReportQuery = Pick<ParsedParamsOf<'usage.report'>, 'groupBy' | 'filters'> & {
  readonly from: string;
  readonly to: string;
};

/** From which day to which a report goes, both included. Without anything: today. */
export function rangeOf(
  { from, to, days }: Pick<ParsedParamsOf<'usage.report'>, 'from' | 'to' | 'days'>,
  today: string,
): { readonly from: string; readonly to: string } {
  const last = to ?? today;
  const first = from ?? addDays(last, 1 - (days ?? 1));
  return first <= last ? { from: first, to: last } : { from: last, to: first };
}

/** What was used in a period, summed up as asked, and in the one right before it. */
export function reportUsage(sql: Sql, query: ReportQuery): ResultOf<'usage.report'> {
  const { from, to, groupBy, filters } = query;
  const range: UsageRange = { from, to, filters };
  const most = limits.usage.reportRows;
  const rows = groupBy.length === 0 ? [] : sumUsage(sql, range, groupBy, most + 1);
  return {
    ...{ from, to },
    rows: rows.slice(0, most).map((row) => withName(sql, row)),
    isCut: rows.length > most,
    totals: totalOf(sql, range),
    before: totalOf(sql, { ...periodBefore(from, to), filters }),
  };
}

/** The sum of a range. */
export function totalOf(sql: Sql, range: UsageRange): UsageNumbers {
  return sumUsage(sql, range, [], 1)[0] ?? nothing;
}

const nothing: UsageNumbers = {
  ...{ turns: 0, failedTurns: 0, inputTokens: 0, outputTokens: 0, costMicros: 0 },
  ...{ timeMs: 0, medianMs: null, messagesIn: 0, messagesOut: 0, toolCalls: 0 },
};

/** As many days, right before. */
export function periodBefore(from: string, to: string): { from: string; to: string } {
  return { from: addDays(from, -countDays(from, to)), to: addDays(from, -1) };
}

function withName(sql: Sql, row: UsageRow): UsageRow {
  if (row.person === undefined || row.person === '') return row;
  const known = sql
    .statement<[string], { name: string }>('SELECT name FROM person WHERE id = ?')
    .get(row.person);
  return known ? { ...row, personName: known.name } : row;
}
