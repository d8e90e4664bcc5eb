import { usageGroups, type UsageGroup } from '../../../shared/protocol/usage.ts';
import { formatAddress, type Address } from '../../navigation/address.ts';
import type { UsageQuery } from '../../state/usage-report.ts';

export const periods = ['today', 'week', 'month', 'quarter', 'custom'] as const;
export type Period = (typeof periods)[number];

export const measures = ['cost', 'tokens', 'turns', 'time'] as const;
export type Measure = (typeof measures)[number];

/** What the page shows, as its address says: `#/usage?period=month&by=model&show=tokens`. */
export interface UsagePlace {
  readonly period: Period;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly by: UsageGroup;
  readonly show: Measure;
}

const daysOf: Readonly<Record<Exclude<Period, 'custom'>, number>> = {
  today: 1,
  week: 7,
  month: 30,
  quarter: 90,
};

/** Reads an address; what is not known is as at the beginning. */
export function readPlace({ query }: Address): UsagePlace {
  return {
    period: pick(periods, query['period']) ?? 'month',
    from: readDay(query['from']),
    to: readDay(query['to']),
    by: pick(usageGroups, query['by']) ?? 'agent',
    show: pick(measures, query['show']) ?? 'cost',
  };
}

export function writePlace(place: UsagePlace): string {
  const { period, by, show, from, to } = place;
  const days = period === 'custom' ? { from, to } : {};
  return formatAddress('usage', [], { period, by, show, ...days });
}

/** What is asked for a place. */
export function queryOf({ period, from, to, by }: UsagePlace): UsageQuery {
  if (period !== 'custom') return { days: daysOf[period], groupBy: by };
  return {
    groupBy: by,
    ...(from === undefined ? { days: daysOf.month } : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

function pick<T extends string>(all: readonly T[], value: string | undefined): T | undefined {
  return all.find((one) => one === value);
}

function readDay(value: string | undefined): string | undefined {
  return value !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
}
