import { z } from 'zod';
import type { MachineFacts } from './machine.ts';
import type { Summary } from './measure.ts';
import type { Reading } from './row.ts';

const budget = z.object({
  must: z.number(),
  goal: z.number(),
  better: z.enum(['less', 'more']).default('less'),
});
/** The form of budgets.json: by name of the reading. */
export const budgetsFile = z.record(z.string(), budget);
export type Budgets = z.output<typeof budgetsFile>;

export type Grade = 'goal' | 'must' | 'missed' | 'not built' | 'no budget';

export interface GradedReading extends Reading {
  readonly grade: Grade;
  readonly must: number | undefined;
  readonly goal: number | undefined;
}

/** Compares a reading with its budget. */
export function grade(reading: Reading, budgets: Budgets): GradedReading {
  const found = budgets[reading.name];
  return { ...reading, must: found?.must, goal: found?.goal, grade: judge(reading.judged, found) };
}

function judge(value: number | undefined, found: Budgets[string] | undefined): Grade {
  if (value === undefined) return 'not built';
  if (found === undefined) return 'no budget';
  const meets = (bound: number) => (found.better === 'more' ? value >= bound : value <= bound);
  if (meets(found.goal)) return 'goal';
  return meets(found.must) ? 'must' : 'missed';
}

const columns = ['what', 'value', 'must', 'goal', 'grade', 'ours', 'floor'] as const;

/** The result as a table for people. */
export function formatTable(readings: readonly GradedReading[], machine: MachineFacts): string {
  const rows = [[...columns], ...readings.map(formatRow)];
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
  const notes = readings.flatMap(({ name, note }) => (note ? [`  ${name}: ${note}`] : []));
  const { cpu, cores, memoryGb, system, node, fileSystem } = machine;
  const about = `${cpu}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}, ${fileSystem}`;
  return [about, 'ours and floor: median / p95 (least - most)', '', ...lines, '', ...notes].join(
    '\n',
  );
}

function formatRow(reading: GradedReading): string[] {
  const { title, judged, unit, must, goal } = reading;
  const bound = (value: number | undefined) => (value === undefined ? '' : String(value));
  return [
    title,
    judged === undefined ? '-' : `${formatNumber(judged)} ${unit}`.trim(),
    bound(must),
    bound(goal),
    reading.grade,
    formatSummary(reading.ours),
    formatSummary(reading.floor),
  ];
}

function formatSummary(summary: Summary | undefined): string {
  if (summary === undefined) return '';
  const { count, median, p95, min, max } = summary;
  if (count === 1) return formatNumber(median);
  return `${formatNumber(median)} / ${formatNumber(p95)} (${formatNumber(min)} - ${formatNumber(max)})`;
}

function formatNumber(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2);
}
