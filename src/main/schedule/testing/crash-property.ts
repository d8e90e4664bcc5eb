import fc from 'fast-check';
import { expect } from 'vitest';
import type { SchedulePlan } from '../../../shared/protocol/schedules.ts';
import type { Database } from '../../storage/database.ts';
import { latestTimes } from '../next-time.ts';
import { createScheduleScene, type ScheduleScene } from './schedule-scene.ts';

const minute = 60_000;
const startMs = Date.UTC(2026, 2, 28, 20);
const person = { kind: 'person' } as const;

type Step =
  | { readonly kind: 'pass'; readonly minutes: number }
  /** The program dies at one of its next transactions, before or after it is on disk. */
  | {
      readonly kind: 'crash';
      readonly commits: number;
      readonly isOnDisk: boolean;
      readonly offMinutes: number;
    }
  | { readonly kind: 'jump'; readonly minutes: number };

const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 200 }) }),
    fc.record({
      kind: fc.constant('crash' as const),
      commits: fc.integer({ min: 0, max: 5 }),
      isOnDisk: fc.boolean(),
      offMinutes: fc.integer({ min: 0, max: 300 }),
    }),
    fc.record({ kind: fc.constant('jump' as const), minutes: fc.integer({ min: -180, max: 180 }) }),
  ),
  { minLength: 1, maxLength: 8 },
);

const wishes = fc.record({
  when: fc.oneof(
    fc
      .constantFrom('*/20 * * * *', '30 * * * *', '15,45 1-4 * * *', '30 2 * * *')
      .map((cron) => ({ cron })),
    fc.integer({ min: 11, max: 90 }).map((minutes) => ({ every: `${minutes}m` })),
  ),
  what: fc.constantFrom({ say: 'said' }, { prompt: 'asked' }),
  missed: fc.constantFrom('once' as const, 'all' as const, 'skip' as const),
});

/** A database that dies with its program: from the n-th transaction on nothing answers any more. */
function createMortal(): {
  between: (db: Database) => Database;
  die: (commits: number, isOnDisk: boolean) => void;
  readonly isDead: boolean;
} {
  let left = Infinity;
  let isLastOnDisk = false;
  const never = (): Promise<never> => new Promise(() => undefined);
  return {
    get isDead() {
      return left < 0;
    },
    die(commits, isOnDisk) {
      left = commits;
      isLastOnDisk = isOnDisk;
    },
    between: (db) => ({
      ...db,
      commit(job) {
        left -= 1;
        if (left >= 0) return db.commit(job);
        return left === -1 && isLastOnDisk ? db.commit(job).then(never) : never();
      },
    }),
  };
}

async function live(
  wish: { readonly when: object; readonly what: object; readonly missed: 'once' | 'all' | 'skip' },
  plan: readonly Step[],
): Promise<{ scene: ScheduleScene; id: string; latestMs: number }> {
  const zone = { config: { timeZone: 'Europe/Berlin' } };
  let mortal = createMortal();
  let scene = createScheduleScene({ startMs, ...zone, between: mortal.between });
  await scene.engine.start();
  const { id } = await scene.engine.add(
    { ...wish.when, ...wish.what, missed: wish.missed },
    person,
  );
  let latestMs = startMs;
  for (const step of [...plan, { kind: 'pass', minutes: 2 } as const]) {
    if (step.kind === 'jump') {
      scene.setWall(step.minutes * minute);
      continue;
    }
    if (step.kind === 'pass') {
      await scene.advance(step.minutes * minute);
      latestMs = Math.max(latestMs, scene.clock.now());
      continue;
    }
    mortal.die(step.commits, step.isOnDisk);
    // Until it is dead, or for a while that is long enough for the next run.
    for (let passed = 0; passed < 100 && !mortal.isDead; passed += 1) await scene.pass(minute);
    latestMs = Math.max(latestMs, scene.clock.now());
    mortal = createMortal();
    scene.db.close();
    scene = createScheduleScene(
      { startMs: scene.clock.now() + step.offMinutes * minute, ...zone, between: mortal.between },
      scene.dir,
    );
    await scene.recoverTurns();
    await scene.engine.start();
    latestMs = Math.max(latestMs, scene.clock.now());
  }
  await scene.advance(2 * minute);
  const open = "SELECT id FROM schedule_run WHERE state IN ('waiting', 'running')";
  for (let tries = 0; tries < 300 && scene.rows(open).length > 0; tries += 1) await scene.pass(0);
  latestMs = Math.max(latestMs, scene.clock.now());
  await scene.engine.stop();
  return { scene, id, latestMs };
}

/**
 * Whatever happens to the program and its clock: each due time has one run, each run that was done
 * was said or asked once, and none is left out.
 */
export const nothingIsLostOrDoubled = fc.asyncProperty(wishes, steps, async (wish, plan) => {
  const { scene, id, latestMs } = await live(wish, plan);
  try {
    const runs = scene.rows<{ due_at: number; state: string }>(
      'SELECT due_at, state FROM schedule_run ORDER BY due_at',
    );
    const [row] = scene.rows<{ plan: string }>(`SELECT plan FROM schedule WHERE id = '${id}'`);
    const times = latestTimes(
      JSON.parse(row?.plan ?? '') as SchedulePlan,
      'Europe/Berlin',
      { from: startMs + 1, until: latestMs - 2 * minute },
      1_000,
    );
    const due = new Set(runs.map((run) => run.due_at));
    expect(times.filter((time) => !due.has(time))).toEqual([]);
    const done = runs.filter((run) => run.state === 'done').length;
    const [turns] = scene.rows<{ n: number }>('SELECT count(*) AS n FROM turn');
    const isPrompt = 'prompt' in wish.what;
    expect(turns?.n).toBe(isPrompt ? done : 0);
    expect(scene.said()).toHaveLength(done);
    expect(runs.filter((run) => run.state === 'running' || run.state === 'waiting')).toEqual([]);
    expect(runs.filter((run) => run.state === 'failed')).toEqual([]);
  } finally {
    scene.end();
  }
});
