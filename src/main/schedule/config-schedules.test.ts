import { afterEach, describe, expect, it } from 'vitest';
import type { SchedulePlan } from '../../shared/protocol/schedules.ts';
import type { Asker } from './schedules.ts';
import {
  createScheduleScene,
  makeConfig,
  type ScheduleScene,
  type SceneOptions,
} from './testing/schedule-scene.ts';

const minute = 60_000;
const hour = 60 * minute;
const person: Asker = { kind: 'person' };

let scene: ScheduleScene;
const begin = async (options?: SceneOptions): Promise<ScheduleScene> => {
  scene = createScheduleScene(options);
  await scene.engine.start();
  return scene;
};
/** Ends the program and begins it again after a while, on the same database. */
const restart = async (offMs: number, options: SceneOptions = {}): Promise<void> => {
  await scene.engine.stop();
  const startMs = scene.clock.now() + offMs;
  scene.db.close();
  scene = createScheduleScene({ ...options, startMs }, scene.dir);
  await scene.engine.start();
};
afterEach(async () => {
  await scene.engine.stop();
  scene.end();
});

const runs = () =>
  scene.rows<{ state: string; due_at: number; error: string | null; turn_id: string | null }>(
    'SELECT state, due_at, error, turn_id FROM schedule_run ORDER BY due_at, id',
  );
const states = (): string[] => runs().map((run) => run.state);
const texts = (): string[] => scene.said().map((said) => said.text);

describe('schedules of the config', () => {
  const tick = { every: '1h', say: 'tick' };
  const rowOf = (name: string) =>
    scene.schedules.list({ includeOver: true }, person).find((row) => row.name === name);
  const save = async (schedules: Record<string, object>, more: object = {}): Promise<void> => {
    scene.config = makeConfig({ schedules, ...more });
    await scene.engine.configChanged();
  };

  it('come, change and go with it, and keep their history', async () => {
    await begin({ config: { schedules: { tick } } });
    await scene.advance(hour + minute);
    expect(texts()).toEqual(['tick']);
    const before = rowOf('tick');
    await save({ tick: { ...tick, say: 'tock' } });
    expect(rowOf('tick')).toMatchObject({ id: before?.id, nextAt: before?.nextAt, text: 'tock' });
    await save({});
    await scene.advance(3 * hour);
    expect(texts()).toEqual(['tick']);
    await save({ tick });
    expect(rowOf('tick')?.id).toBe(before?.id);
    expect(rowOf('tick')?.lastRun).toMatchObject({ state: 'done' });
  });

  it('keep what was due while the program was off, though they are read anew', async () => {
    const options = { config: { schedules: { tick: { ...tick, missed: 'all' } } } };
    await begin(options);
    await restart(3 * hour, options);
    await scene.engine.settled();
    expect(texts()).toHaveLength(3);
  });

  it('that can’t be read say why, and the others go on', async () => {
    await begin({
      config: {
        schedules: {
          bad: { cron: '61 * * * *', say: 'x' },
          zone: { ...tick, timeZone: 'Mars/X', every: undefined, cron: '0 8 * * *' },
          tick,
        },
      },
    });
    expect(rowOf('bad')).toMatchObject({
      state: 'broken',
      problem: { code: 'SCHEDULE_EXPRESSION_INVALID' },
    });
    expect(rowOf('zone')).toMatchObject({ problem: { code: 'TIME_ZONE_UNKNOWN' } });
    await scene.advance(hour + minute);
    expect(texts()).toEqual(['tick']);
    await save({ bad: { cron: '1 * * * *', say: 'x' } });
    expect(rowOf('bad')?.state).toBe('active');
  });

  it('are changed there and nowhere else, but can be run by hand', async () => {
    await begin({ config: { schedules: { tick } } });
    await expect(scene.engine.remove('tick', person)).rejects.toMatchObject({
      code: 'SCHEDULE_FROM_CONFIG',
      hint: 'Change schedules.tick there.',
    });
    expect(await scene.engine.run('tick', person)).toMatchObject({ state: 'done' });
  });

  it('follow the owner into another time zone', async () => {
    const eight = { cron: '0 8 * * *', say: 'x' };
    await begin({ config: { schedules: { eight } } });
    await save({ eight }, { timeZone: 'Asia/Tokyo' });
    const next: SchedulePlan | number | undefined = rowOf('eight')?.nextAt;
    expect(new Date(next ?? 0).toISOString()).toBe('2026-01-05T23:00:00.000Z');
  });

  it('are not even loaded where there are none', async () => {
    await begin();
    await scene.schedules.start();
    expect(scene.clock.pendingCount).toBe(0);
    await scene.schedules.stop();
  });
});

describe('a heartbeat', () => {
  const options = { config: { agent: { heartbeat: { every: '30m', from: 8, until: 22 } } } };

  it('asks no model while there is nothing on its list', async () => {
    await begin(options);
    await scene.advance(2 * hour);
    scene.writeHeartbeat('# To look after\n\n<!-- nothing\nyet -->\n- [ ]\n---\n');
    await scene.advance(2 * hour);
    expect(scene.handedIn).toEqual([]);
    expect(runs()).toEqual([]);
  });

  it('asks when there is, and keeps quiet about an answer that says nothing', async () => {
    await begin(options);
    scene.writeHeartbeat('# To look after\n- Is the build green?\n');
    scene.answer = 'HEARTBEAT_OK';
    await scene.advance(31 * minute);
    expect(scene.handedIn[0]?.envelope.text).toContain('Is the build green?');
    expect(states()).toEqual(['done']);
    expect(texts()).toEqual([]);
    scene.answer = 'The build is red.';
    await scene.advance(30 * minute);
    expect(texts()).toEqual(['The build is red.']);
  });

  it('rests at night', async () => {
    await begin(options);
    scene.writeHeartbeat('- look');
    await scene.advance(19 * hour);
    const hours = runs().map((run) => new Date(run.due_at).getUTCHours());
    expect(Math.max(...hours)).toBe(21);
    expect(Math.min(...hours)).toBe(12);
    await scene.advance(hour);
    expect(new Date(runs().at(-1)?.due_at ?? 0).toISOString()).toBe('2026-01-06T08:00:00.000Z');
  });

  it('of an agent without one goes', async () => {
    await begin(options);
    expect(scene.schedules.list({}, person)).toHaveLength(1);
    scene.config = makeConfig({});
    await scene.engine.configChanged();
    expect(scene.schedules.list({}, person)).toEqual([]);
  });
});
