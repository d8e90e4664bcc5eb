import { describe, expect, it } from 'vitest';
import type { SchedulePlan } from '../../shared/protocol/schedules.ts';
import type { Asker } from './schedules.ts';
import { createScheduleBench } from './testing/schedule-bench.ts';
import { makeConfig } from './testing/schedule-scene.ts';

const minute = 60_000;
const hour = 60 * minute;
const person: Asker = { kind: 'person' };

const bench = createScheduleBench();
const { begin, restart, runs, states, texts } = bench;

describe('schedules of the config', () => {
  const tick = { every: '1h', say: 'tick' };
  const rowOf = (name: string) =>
    bench.scene.schedules.list({ includeOver: true }, person).find((row) => row.name === name);
  const save = async (schedules: Record<string, object>, more: object = {}): Promise<void> => {
    bench.scene.config = makeConfig({ schedules, ...more });
    await bench.scene.engine.configChanged();
  };

  it('come, change and go with it, and keep their history', async () => {
    await begin({ config: { schedules: { tick } } });
    await bench.scene.advance(hour + minute);
    expect(texts()).toEqual(['tick']);
    const before = rowOf('tick');
    await save({ tick: { ...tick, say: 'tock' } });
    expect(rowOf('tick')).toMatchObject({ id: before?.id, nextAt: before?.nextAt, text: 'tock' });
    await save({});
    await bench.scene.advance(3 * hour);
    expect(texts()).toEqual(['tick']);
    await save({ tick });
    expect(rowOf('tick')?.id).toBe(before?.id);
    expect(rowOf('tick')?.lastRun).toMatchObject({ state: 'done' });
  });

  it('keep what was due while the program was off, though they are read anew', async () => {
    const options = { config: { schedules: { tick: { ...tick, missed: 'all' } } } };
    await begin(options);
    await restart(3 * hour, options);
    await bench.scene.engine.settled();
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
    await bench.scene.advance(hour + minute);
    expect(texts()).toEqual(['tick']);
    await save({ bad: { cron: '1 * * * *', say: 'x' } });
    expect(rowOf('bad')?.state).toBe('active');
  });

  it('are changed there and nowhere else, but can be run by hand', async () => {
    await begin({ config: { schedules: { tick } } });
    await expect(bench.scene.engine.remove('tick', person)).rejects.toMatchObject({
      code: 'SCHEDULE_FROM_CONFIG',
      hint: 'Change schedules.tick there.',
    });
    expect(await bench.scene.engine.run('tick', person)).toMatchObject({ state: 'done' });
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
    await bench.scene.schedules.start();
    expect(bench.scene.clock.pendingCount).toBe(0);
    await bench.scene.schedules.stop();
  });
});

describe('a heartbeat', () => {
  const options = { config: { agent: { heartbeat: { every: '30m', from: 8, until: 22 } } } };

  it('asks no model while there is nothing on its list', async () => {
    await begin(options);
    await bench.scene.advance(2 * hour);
    bench.scene.writeHeartbeat('# To look after\n\n<!-- nothing\nyet -->\n- [ ]\n---\n');
    await bench.scene.advance(2 * hour);
    expect(bench.scene.handedIn).toEqual([]);
    expect(runs()).toEqual([]);
  });

  it('asks when there is, and keeps quiet about an answer that says nothing', async () => {
    await begin(options);
    bench.scene.writeHeartbeat('# To look after\n- Is the build green?\n');
    bench.scene.answer = 'HEARTBEAT_OK';
    await bench.scene.advance(31 * minute);
    expect(bench.scene.handedIn[0]?.envelope.text).toContain('Is the build green?');
    expect(states()).toEqual(['done']);
    expect(texts()).toEqual([]);
    bench.scene.answer = 'The build is red.';
    await bench.scene.advance(30 * minute);
    expect(texts()).toEqual(['The build is red.']);
  });

  it('rests at night', async () => {
    await begin(options);
    bench.scene.writeHeartbeat('- look');
    await bench.scene.advance(19 * hour);
    const hours = runs().map((run) => new Date(run.due_at).getUTCHours());
    expect(Math.max(...hours)).toBe(21);
    expect(Math.min(...hours)).toBe(12);
    await bench.scene.advance(hour);
    expect(new Date(runs().at(-1)?.due_at ?? 0).toISOString()).toBe('2026-01-06T08:00:00.000Z');
  });

  it('of an agent without one goes', async () => {
    await begin(options);
    expect(bench.scene.schedules.list({}, person)).toHaveLength(1);
    bench.scene.config = makeConfig({});
    await bench.scene.engine.configChanged();
    expect(bench.scene.schedules.list({}, person)).toEqual([]);
  });
});
