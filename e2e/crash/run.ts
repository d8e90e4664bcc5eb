// `npm run crash`: random kills under load, many of them; every second run of 100 has the messenger
// on a node that stays up when the gateway dies. Options: --kills N, --seed N, --keep.
import { parseArgs } from 'node:util';
import { runRandomKills } from './random-run.ts';
import { useBuild } from './use-build.ts';

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

const perRun = 100;

async function runPart(part: number, partKills: number): Promise<boolean> {
  const isRemote = part % 2 === 1;
  const startedAt = performance.now();
  const run = await runRandomKills({
    kills: partKills,
    seed: seed + part,
    isRemote,
    isKept: values.keep,
  });
  const { violations, ...counts } = run.verdict;
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  console.log(
    [
      `${isRemote ? 'node apart' : 'node at home'}: ${run.killCount} kills in ${seconds} s`,
      `${counts.questions} questions`,
      `${counts.turns} turns`,
      `${counts.modelRequests} model requests`,
      `${counts.possibleDuplicates} marked possible duplicates`,
      `${run.reconnects} reconnects`,
    ].join(', '),
  );
  for (const { rule, detail } of violations.slice(0, 50)) console.error(`  ${rule}: ${detail}`);
  if (violations.length > 0)
    console.error(
      `  ${violations.length} broken promises, seed ${seed + part}, state ${run.stateDir}`,
    );
  return violations.length === 0;
}

await useBuild();
console.log(`crash: ${kills} random kills, seed ${seed}`);
let failed = 0;
for (let done = 0, part = 0; done < kills; done += perRun, part++)
  if (!(await runPart(part, Math.min(perRun, kills - done)))) failed += 1;
if (failed > 0) {
  console.error(`FAILED: ${failed} runs with broken promises, seed ${seed}`);
  process.exit(1);
}
console.log('every question was answered as promised');
