import { expect, it } from 'vitest';
import { runRandomKills } from './random-run.ts';

const kills = 20;

it.each([
  ['at home', false],
  ['on a node that stays up when the gateway dies', true],
])(
  `answers everybody as promised after ${kills} random kills under load, with the messenger %s`,
  async (_where, isRemote) => {
    const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);
    console.log(`seed ${seed} (CRASH_SEED=${seed} repeats the choices)`);
    const run = await runRandomKills({ kills, seed, isRemote });
    const { violations, ...counts } = run.verdict;
    console.log({ kills: run.killCount, reconnects: run.reconnects, ...counts });
    expect(violations, `seed ${seed}, state ${run.stateDir}`).toEqual([]);
    expect(run.killCount).toBeGreaterThanOrEqual(kills);
  },
  600_000,
);
