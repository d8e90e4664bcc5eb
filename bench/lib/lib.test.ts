import { existsSync } from 'node:fs';
import os from 'node:os';
import { expect, it } from 'vitest';
import { assertRealDisk } from './machine.ts';
import { summarise } from './measure.ts';
import { readMemory } from './memory.ts';
import { budgetsFile, formatTable, grade } from './report.ts';
import type { Reading } from './row.ts';

const budgets = budgetsFile.parse({
  'start-clean': { must: 600, goal: 300 },
  'turns-per-second': { must: 400, goal: 1_000, better: 'more' },
});
const reading = (name: string, judged: number | undefined): Reading => ({
  name,
  title: name,
  unit: 'ms',
  ours: undefined,
  judged,
});

it('summarises samples', () => {
  const summary = summarise(Array.from({ length: 100 }, (_, index) => index + 1));
  expect(summary).toMatchObject({ count: 100, min: 1, max: 100 });
  expect(summary.median).toBeCloseTo(50, 1);
  expect(summary.p95).toBeCloseTo(95, 1);
});

it.each([
  ['start-clean', 300, 'goal'],
  ['start-clean', 301, 'must'],
  ['start-clean', 601, 'missed'],
  ['turns-per-second', 1_000, 'goal'],
  ['turns-per-second', 400, 'must'],
  ['turns-per-second', 399, 'missed'],
  ['turns-per-second', undefined, 'not built'],
  ['something', 1, 'no budget'],
] as const)('grades %s of %s as %s', (name, value, expected) => {
  expect(grade(reading(name, value), budgets).grade).toBe(expected);
});

it('shows what was missed beside its bounds', () => {
  const machine = {
    cpu: 'c',
    cores: 2,
    memoryGb: 4,
    system: 's',
    node: 'v26',
    fileSystem: 'ext4',
    date: 'd',
  };
  const table = formatTable([grade(reading('start-clean', 601), budgets)], machine);
  expect(table).toMatch(/start-clean +601 ms +600 +300 +missed/);
});

it.runIf(existsSync('/dev/shm'))('refuses a directory in memory', () => {
  expect(() => assertRealDisk('/dev/shm')).toThrow('tmpfs');
});

it('counts the memory of this very process', () => {
  const { processes, rssBytes, pssBytes } = readMemory(process.pid);
  expect(processes).toBeGreaterThanOrEqual(1);
  expect(rssBytes).toBeGreaterThan(20 * 2 ** 20);
  expect(pssBytes).toBeLessThanOrEqual(rssBytes);
  expect(rssBytes).toBeLessThan(os.totalmem());
});
