// `npm run bench`: every row, ours beside the floor, in one run on one machine.
// Options: --only NAME (may be repeated), --quick, --profile (CPU profiles of the gateway),
// --node-flag=FLAG (may be repeated; tries a flag on the gateway's Node).
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { useBuild } from '../e2e/crash/use-build.ts';
import { startModelServer } from '../e2e/servers/openai/control.ts';
import { assertRealDisk, describeMachine } from './lib/machine.ts';
import { budgetsFile, formatTable, grade, type GradedReading } from './lib/report.ts';
import type { Bench, Row } from './lib/row.ts';
import { clientsRow } from './rows/clients.ts';
import { durabilityRow } from './rows/durability.ts';
import { memoryIdleRow } from './rows/memory-idle.ts';
import { modelFamiliesRow } from './rows/model-families.ts';
import { notBuiltRows } from './rows/not-built.ts';
import { officialClientRow } from './rows/official-client.ts';
import { roundTripRow } from './rows/round-trip.ts';
import { sandboxRow } from './rows/sandbox.ts';
import { saveRow } from './rows/save-to-applied.ts';
import { searchRow } from './rows/search.ts';
import { startRow } from './rows/start.ts';
import { turnsRow } from './rows/turns.ts';

const rows: readonly Row[] = [
  durabilityRow,
  startRow,
  memoryIdleRow,
  roundTripRow,
  officialClientRow,
  turnsRow,
  modelFamiliesRow,
  saveRow,
  clientsRow,
  searchRow,
  sandboxRow,
  ...notBuiltRows,
];

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    'node-flag': { type: 'string', multiple: true, default: [] },
  },
});
const unknown = values.only?.filter((name) => !rows.some((row) => row.name === name)) ?? [];
if (unknown.length > 0) {
  console.error(
    `no row ${unknown.join(', ')}; there are: ${rows.map((row) => row.name).join(', ')}`,
  );
  process.exit(2);
}

// What is measured is the program that is shipped.
await useBuild();
const results = fileURLToPath(new URL('results/', import.meta.url));
await mkdir(results, { recursive: true });
const parent = process.env['OPENCLAW_BENCH_DIR'] ?? os.tmpdir();
assertRealDisk(parent);
const root = await mkdtemp(path.join(parent, 'openclaw-bench-'));
const model = await startModelServer({ isLogging: false });
const bench: Bench = {
  makeDir: (name) => mkdtemp(path.join(root, `${name}-`)),
  model,
  isQuick: values.quick,
  nodeFlags: [
    ...values['node-flag'],
    ...(values.profile ? ['--cpu-prof', `--cpu-prof-dir=${path.join(results, 'profiles')}`] : []),
  ],
  say: (text) => console.error(`  ${text}`),
};

const budgets = budgetsFile.parse(
  JSON.parse(await readFile(new URL('budgets.json', import.meta.url), 'utf8')),
);
const machine = describeMachine(root);
const readings: GradedReading[] = [];
try {
  for (const row of rows) {
    if (values.only && !values.only.includes(row.name)) continue;
    console.error(`measuring ${row.name}`);
    readings.push(...(await row.measure(bench)).map((reading) => grade(reading, budgets)));
  }
} finally {
  await model.stop();
  await rm(root, { recursive: true, force: true });
}

console.log(formatTable(readings, machine));
const file = path.join(results, `${machine.date.replace(/[:.]/g, '-')}.json`);
const record = { machine, isQuick: values.quick, readings };
await writeFile(file, `${JSON.stringify(record, null, 2)}\n`);
console.log(`\nas JSON: ${path.relative(process.cwd(), file)}`);
const missed = readings.filter((reading) => reading.grade === 'missed');
if (missed.length > 0) {
  console.error(`MISSED: ${missed.map((reading) => reading.name).join(', ')}`);
  process.exitCode = 1;
}
