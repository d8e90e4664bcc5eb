// `npm run crash`: random kills under load, many of them. Options: --kills N, --seed N, --keep.
import { parseArgs } from 'node:util';
import { runRandomKills } from './random-run.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const kills = Number(values.kills);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
  console.error('usage: npm run crash -- [--kills N] [--seed N] [--keep]');
  process.exit(2);
}

console.log(`crash: ${kills} random kills, seed ${seed}`);
const startedAt = performance.now();
const run = await runRandomKills({
  kills,
  seed,
  isKept: values.keep,
  onKill: (number, what) => {
    if (number % 25 === 0 || number >= kills) console.log(`  ${number} kills (last: ${what})`);
  },
});
const { violations, ...counts } = run.verdict;
const seconds = Math.round((performance.now() - startedAt) / 1000);
console.log(
  [
    `${run.killCount} kills in ${seconds} s`,
    `${counts.questions} questions`,
    `${counts.turns} turns`,
    `${counts.modelRequests} model requests`,
    `${counts.possibleDuplicates} marked possible duplicates`,
    `${run.reconnects} reconnects`,
  ].join(', '),
);
for (const { rule, detail } of violations.slice(0, 50)) console.error(`  ${rule}: ${detail}`);
if (violations.length > 0) {
  console.error(
    `FAILED: ${violations.length} broken promises, seed ${seed}, state ${run.stateDir}`,
  );
  process.exit(1);
}
console.log('every question was answered as promised');
