import { describe, expect, it } from 'vitest';
import { limits } from '../../shared/config/limits.ts';
import { addPerson, addIdentity, removePerson } from '../sessions/people-store.ts';
import type { AgentAsker, Asker } from './schedules.ts';
import { createScheduleBench } from './testing/schedule-bench.ts';
import { makeConfig } from './testing/schedule-scene.ts';

const minute = 60_000;
const hour = 60 * minute;
const person: Asker = { kind: 'person' };

const bench = createScheduleBench();
const { begin, restart, runs, states, texts } = bench;
const guest = (more: Partial<AgentAsker> = {}): AgentAsker => ({
  ...{ kind: 'agent', agentId: 'assistant', personId: null, isOwner: false, sessionId: 's' },
  ...{ ruledBy: 'telegram', chat: { channel: 'telegram', chat: { kind: 'direct', id: '42' } } },
  ...more,
});

describe('a reminder', () => {
  it('is said once, at its time, and then it is over', async () => {
    await begin();
    const { id } = await bench.scene.engine.add({ in: '10 minutes', say: 'Call Mom' }, person);
    await bench.scene.advance(9 * minute);
    expect(texts()).toEqual([]);
    await bench.scene.advance(2 * minute);
    expect(texts()).toEqual(['Call Mom']);
    expect(states()).toEqual(['done']);
    await bench.scene.advance(48 * hour);
    expect(texts()).toEqual(['Call Mom']);
    expect((await bench.scene.engine.get(id, person)).schedule.state).toBe('over');
  });

  it('needs no timer when there is none, and one that is no longer than a minute when there is', async () => {
    await begin();
    expect(bench.scene.clock.pendingCount).toBe(0);
    await bench.scene.engine.add({ in: '2 days', say: 'Much later' }, person);
    await bench.scene.engine.settled();
    expect(bench.scene.clock.pendingCount).toBe(1);
    await bench.scene.advance(48 * hour);
    expect(texts()).toEqual(['Much later']);
    expect(bench.scene.clock.pendingCount).toBe(0);
  });

  it('that was due while the program was off is said after the start, and says that it is late', async () => {
    await begin();
    await bench.scene.engine.add({ in: '10 minutes', say: 'Call Mom' }, person);
    await restart(3 * hour);
    await bench.scene.engine.settled();
    expect(texts()).toEqual([
      'Call Mom\n\n(This was due at 2026-01-05 12:10; I was not running then.)',
    ]);
  });

  it('is found when the machine slept or its clock was set', async () => {
    await begin();
    await bench.scene.engine.add({ in: '5 hours', say: 'Tea' }, person);
    await bench.scene.advance(minute);
    bench.scene.setWall(6 * hour);
    await bench.scene.advance(limits.schedule.recheckMs);
    expect(texts()).toHaveLength(1);
  });

  it('into a chat that is not there any more is a failed run, and the owner hears of it', async () => {
    await begin();
    await bench.scene.engine.add(
      { in: '5 minutes', say: 'Hello', to: 'telegram:direct:gone' },
      person,
    );
    await bench.scene.advance(6 * minute);
    expect(states()).toEqual(['failed']);
    expect(texts()).toEqual([expect.stringContaining('The schedule "Hello" failed')]);
    expect(bench.scene.said()[0]?.for_model).toBe(0);
  });

  it('for a messenger that is not configured any more is a failed run, never one that counts as said', async () => {
    await begin();
    await bench.scene.engine.add(
      { in: '5 minutes', say: 'Hello', to: 'telegram:direct:42' },
      person,
    );
    const { telegram: _gone, ...channels } = bench.scene.config.channels;
    bench.scene.config = { ...bench.scene.config, channels };
    await bench.scene.advance(6 * minute);
    expect(runs()).toMatchObject([{ state: 'failed' }]);
    expect(runs()[0]?.error).toContain('CHAT_ADDRESS_UNKNOWN');
  });

  it('is made once, however often the same call is repeated', async () => {
    await begin();
    const wish = { in: '10 minutes', say: 'Call Mom' };
    const first = await bench.scene.engine.add(wish, person, 'call:t:c');
    await restart(1_000);
    expect((await bench.scene.engine.add(wish, person, 'call:t:c')).id).toBe(first.id);
    expect((await bench.scene.engine.add(wish, person, 'call:t:d')).id).not.toBe(first.id);
  });
});

describe('runs that were missed', () => {
  const missed = async (policy: 'once' | 'all' | 'skip', offMs: number): Promise<void> => {
    await begin();
    await bench.scene.engine.add({ every: '1h', say: 'hourly', missed: policy }, person);
    await bench.scene.advance(hour + 10 * minute);
    await restart(offMs);
    await bench.scene.engine.settled();
  };

  it('run once', async () => {
    await missed('once', 5 * hour);
    expect(states()).toEqual(['done', 'missed', 'missed', 'missed', 'missed', 'done']);
    expect(texts()).toHaveLength(2);
  });

  it('all run, up to a bound', async () => {
    await missed('all', 5 * hour);
    expect(states()).toEqual(['done', 'done', 'done', 'done', 'done', 'done']);
    await restart(100 * hour);
    await bench.scene.engine.settled();
    expect(texts()).toHaveLength(6 + limits.schedule.caughtUp);
    expect(states().filter((state) => state === 'missed')).toHaveLength(
      limits.schedule.missedKept - limits.schedule.caughtUp,
    );
  });

  it('are skipped and stand in the history', async () => {
    await missed('skip', 5 * hour);
    expect(states()).toEqual(['done', 'missed', 'missed', 'missed', 'missed', 'missed']);
    await bench.scene.advance(hour);
    expect(states().at(-1)).toBe('done');
  });

  it('of a year at every second cost no more than those that are kept', async () => {
    await begin();
    await bench.scene.engine.add({ every: '1s', say: 'tick', missed: 'skip' }, person);
    const startedAt = performance.now();
    await restart(365 * 24 * hour);
    await bench.scene.engine.settled();
    expect(runs().length).toBeLessThanOrEqual(limits.schedule.missedKept + 1);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

describe('a task', () => {
  it('is given to the agent with its own conversation, and its answer to the chat', async () => {
    await begin();
    bench.scene.answer = 'Sunny, 20 degrees';
    const wish = { every: '1h', prompt: 'the weather', to: 'telegram:group:-5', name: 'Weather' };
    const { id } = await bench.scene.engine.add(wish, person);
    await bench.scene.advance(hour + minute);
    expect(bench.scene.handedIn).toMatchObject([
      {
        sessionKey: `agent:assistant:cron:${id}`,
        envelope: { channel: 'telegram', sender: { id: 'schedule' }, text: 'the weather' },
      },
    ]);
    expect(bench.scene.said()).toMatchObject([
      { text: 'Sunny, 20 degrees', place: 'telegram:group:-5' },
    ]);
    expect(runs()).toMatchObject([{ state: 'done' }]);
    expect(runs()[0]?.turn_id).not.toBeNull();
  });

  it('that was handed in before a crash is not done again, its answer is delivered once', async () => {
    await begin();
    bench.scene.answer = undefined;
    await bench.scene.engine.add({ in: '1h', prompt: 'look' }, person);
    await bench.scene.advance(hour + minute);
    expect(states()).toEqual(['running']);
    const runId = bench.scene.handedIn[0]?.runId ?? '';
    // The turn ends, and the program with it before anybody is told.
    const [turn] = bench.scene.rows<{ id: string; session_id: string }>('SELECT * FROM turn');
    bench.scene.db.exec(
      `UPDATE turn SET state = 'done';
       INSERT INTO message (id, session_id, turn_id, run_id, role, content, text, created_at)
       VALUES ('m', '${turn?.session_id ?? ''}', '${turn?.id ?? ''}', '${runId}', 'assistant', '[]', 'seen', 0)`,
    );
    await restart(minute);
    await restart(minute);
    expect(texts()).toEqual(['seen']);
    expect(bench.scene.handedIn).toEqual([]);
    expect(states()).toEqual(['done']);
  });

  it('never runs twice at once: one waits, further ones are skipped', async () => {
    await begin();
    bench.scene.answer = undefined;
    await bench.scene.engine.add({ every: '10m', prompt: 'slow' }, person);
    await bench.scene.advance(31 * minute);
    expect(states()).toEqual(['running', 'waiting', 'skipped']);
    await bench.scene.finish(bench.scene.handedIn[0]?.runId ?? '', 'done', 'first');
    await bench.scene.advance(0);
    expect(states()).toEqual(['done', 'running', 'skipped']);
  });

  it('waits while as many run as may', async () => {
    await begin();
    bench.scene.answer = undefined;
    for (let count = 0; count < limits.schedule.simultaneous + 3; count += 1)
      await bench.scene.engine.add({ in: '10m', prompt: `task ${count}` }, person);
    await bench.scene.advance(11 * minute);
    const count = (state: string): number => states().filter((one) => one === state).length;
    expect([count('running'), count('waiting')]).toEqual([limits.schedule.simultaneous, 3]);
    for (const { runId = '' } of [...bench.scene.handedIn].slice(0, 2))
      await bench.scene.finish(runId, 'done', 'ok');
    await bench.scene.advance(minute);
    expect([count('running'), count('waiting')]).toEqual([limits.schedule.simultaneous, 1]);
    // One that takes very long does not hold the others up.
    await bench.scene.advance(limits.schedule.slotMs);
    expect(count('waiting')).toBe(0);
  });

  it('that fails is told to the owner once a day, and again after a success', async () => {
    await begin();
    bench.scene.answer = undefined;
    const { id } = await bench.scene.engine.add(
      { every: '1h', prompt: 'try', name: 'Try' },
      person,
    );
    const end = async (state: 'done' | 'failed'): Promise<void> => {
      await bench.scene.advance(hour);
      await bench.scene.finish(bench.scene.handedIn.at(-1)?.runId ?? '', state, '');
      await bench.scene.advance(0);
    };
    await end('failed');
    await end('failed');
    expect(texts()).toEqual(['The schedule "Try" failed: The model is down. Wait.']);
    expect((await bench.scene.engine.get(id, person)).schedule).toMatchObject({
      failures: 2,
      lastRun: { state: 'failed', error: { code: 'MODEL_DOWN' } },
    });
    await end('done');
    await end('failed');
    expect(texts()).toHaveLength(2);
    expect(bench.scene.told.filter(({ event }) => event === 'cron.changed').length).toBeGreaterThan(
      4,
    );
  });

  it('whose conversation is deleted meanwhile is a failed run', async () => {
    await begin();
    bench.scene.answer = undefined;
    await bench.scene.engine.add({ in: '1h', prompt: 'look' }, person);
    await bench.scene.advance(hour + minute);
    bench.scene.db.exec('DELETE FROM session');
    await bench.scene.advance(2 * minute);
    expect(runs()[0]?.error).toContain('SCHEDULE_RUN_GONE');
  });

  it('of an agent that is off fails and says why', async () => {
    await begin();
    await bench.scene.engine.add({ in: '1h', prompt: 'look' }, person);
    bench.scene.config = makeConfig({ agent: { enabled: false } });
    await bench.scene.advance(hour + minute);
    expect(runs()[0]?.error).toContain('SCHEDULE_AGENT_GONE');
  });
});

describe('the rights of a task', () => {
  const addGuest = (role: 'trusted' | 'guest' | 'owner', peer: string): string => {
    const id = addPerson(bench.scene.db, peer, role, 0);
    addIdentity(bench.scene.db, id, { channel: 'telegram', account: 'bot', peer, name: null }, 0);
    return id;
  };
  const runIt = async (): Promise<void> => {
    await bench.scene.advance(hour + minute);
  };
  const ownerId = (): string =>
    bench.scene.rows<{ id: string }>("SELECT id FROM person WHERE role = 'owner'")[0]?.id ?? '';

  it('are those of whoever had it made, never the owner’s', async () => {
    await begin();
    const personId = addGuest('trusted', '42');
    await bench.scene.engine.add({ in: '1h', prompt: 'read all notes' }, guest({ personId }));
    await runIt();
    expect(bench.scene.handedIn[0]?.errand).toEqual({ personId, ruledBy: 'telegram' });
    expect(bench.scene.handedIn[0]?.isOperator).toBeUndefined();
  });

  it('are nobody’s in a group, also where the owner writes there', async () => {
    await begin({ config: { telegram: { access: { groups: { '*': {} } } } } });
    const chat = { channel: 'telegram', chat: { kind: 'group', id: '-5' } } as const;
    await bench.scene.engine.add({ in: '1h', prompt: 'x' }, guest({ chat }));
    await runIt();
    expect(bench.scene.handedIn[0]?.errand?.personId).toBeNull();
  });

  it('are the owner’s where only the owner reads, and the reader’s where somebody else does', async () => {
    await begin();
    const mumId = addGuest('guest', '7');
    await bench.scene.engine.add({ in: '1h', prompt: 'for me' }, person);
    await bench.scene.engine.add({ in: '1h', prompt: 'for mum', to: 'telegram:direct:7' }, person);
    await bench.scene.engine.add(
      { in: '1h', prompt: 'for a stranger', to: 'telegram:direct:8' },
      person,
    );
    await runIt();
    const who = bench.scene.handedIn.map(({ envelope, errand }) => [
      envelope.text,
      errand?.personId,
    ]);
    expect(Object.fromEntries(who)).toEqual({
      'for me': ownerId(),
      'for mum': mumId,
      'for a stranger': null,
    });
  });

  it('end when the person is removed or may not talk any more', async () => {
    await begin();
    const goneId = addGuest('trusted', '42');
    const demotedId = addGuest('guest', '43');
    const chat = { channel: 'telegram', chat: { kind: 'direct', id: '43' } } as const;
    await bench.scene.engine.add({ in: '1h', prompt: 'x' }, guest({ personId: goneId }));
    await bench.scene.engine.add({ in: '1h', say: 'y' }, guest({ personId: demotedId, chat }));
    removePerson(bench.scene.db, goneId);
    await runIt();
    expect(bench.scene.handedIn).toEqual([]);
    expect(runs().map((run) => run.error)).toEqual([
      expect.stringContaining('SCHEDULE_PERSON_GONE'),
      expect.stringContaining('SCHEDULE_PERSON_GONE'),
    ]);
  });

  it('do not reach the chats of others', async () => {
    await begin();
    const wish = { in: '1h', say: 'x', to: 'telegram:direct:1' };
    await expect(bench.scene.engine.add(wish, guest())).rejects.toMatchObject({
      code: 'SCHEDULE_CHAT_REFUSED',
    });
    const own = { ...wish, to: 'telegram:direct:42' };
    expect((await bench.scene.engine.add(own, guest())).to).toBe('telegram:direct:42');
  });

  it('do not reach the schedules of others', async () => {
    await begin();
    const ann = guest({ personId: addGuest('trusted', '1') });
    const bob = guest({ personId: addGuest('trusted', '2') });
    const { id } = await bench.scene.engine.add({ in: '1h', say: 'x', name: 'secret' }, ann);
    expect(bench.scene.schedules.list({}, bob)).toEqual([]);
    for (const call of [
      bench.scene.engine.remove(id, bob),
      bench.scene.engine.update('secret', { say: 'y' }, bob),
      bench.scene.engine.run(id, { ...bob, personId: null }),
    ])
      await expect(call).rejects.toMatchObject({ code: 'SCHEDULE_UNKNOWN' });
    expect(bench.scene.schedules.list({}, ann)).toHaveLength(1);
    expect(bench.scene.schedules.list({}, { ...bob, isOwner: true })).toHaveLength(1);
    expect(bench.scene.schedules.list({}, { ...bob, isOwner: true, agentId: 'other' })).toEqual([]);
  });

  it('end at a number of schedules', async () => {
    await begin();
    for (let count = 0; count < limits.schedule.perPerson; count += 1)
      await bench.scene.engine.add({ in: '1h', say: `${count}` }, guest());
    await expect(bench.scene.engine.add({ in: '1h', say: 'x' }, guest())).rejects.toMatchObject({
      code: 'SCHEDULE_LIMIT',
    });
    await runIt();
    await bench.scene.engine.add({ in: '1h', say: 'x' }, guest());
  });
});

describe('changing a schedule', () => {
  it('pauses it, lets it go on, removes it and brings it back', async () => {
    await begin();
    const { id } = await bench.scene.engine.add({ every: '1h', say: 'tick', name: 'Tick' }, person);
    await bench.scene.engine.update('tick', { enabled: false }, person);
    await bench.scene.advance(3 * hour);
    expect(texts()).toEqual([]);
    // What was due while it was paused is not made up for.
    expect(await bench.scene.engine.update(id, { enabled: true }, person)).toMatchObject({
      state: 'active',
    });
    await bench.scene.advance(30 * minute);
    expect(texts()).toEqual([]);
    await bench.scene.engine.remove(id, person);
    await bench.scene.advance(3 * hour);
    expect(bench.scene.schedules.list({ removed: true }, person)).toHaveLength(1);
    expect(texts()).toEqual([]);
    await bench.scene.engine.restore(id, person);
    await bench.scene.advance(hour);
    expect(texts()).toEqual(['tick']);
  });

  it('runs it at once beside its times', async () => {
    await begin();
    await bench.scene.engine.add({ in: '1h', say: 'tick', name: 'Tick' }, person);
    const run = await bench.scene.engine.run('Tick', person);
    expect(run).toMatchObject({ cause: 'hand', state: 'done' });
    await bench.scene.advance(2 * hour);
    expect(texts()).toEqual(['tick', 'tick']);
    expect(bench.scene.schedules.runs({ id: run.scheduleId }, person)).toHaveLength(2);
  });

  it('takes another time in another zone', async () => {
    await begin({ config: { timeZone: 'Europe/Berlin' } });
    const { id } = await bench.scene.engine.add({ cron: '0 8 * * *', say: 'x' }, person);
    const next = async (): Promise<string[]> =>
      (await bench.scene.engine.get(id, person)).upcoming.map((at) => new Date(at).toISOString());
    expect((await next())[0]).toBe('2026-01-06T07:00:00.000Z');
    await bench.scene.engine.update(id, { timeZone: 'America/New_York' }, person);
    expect((await next())[0]).toBe('2026-01-05T13:00:00.000Z');
  });

  it('needs something to do and something that is due', async () => {
    await begin();
    const code = (wish: object): Promise<unknown> =>
      bench.scene.engine.add(wish, person).then(
        () => 'none',
        (error: unknown) => (error as { code: string }).code,
      );
    expect(await code({ in: '1h' })).toBe('SCHEDULE_INCOMPLETE');
    expect(await code({ in: '1h', say: 'a', prompt: 'b' })).toBe('SCHEDULE_INCOMPLETE');
    expect(await code({ say: 'a' })).toBe('SCHEDULE_INCOMPLETE');
    expect(await code({ cron: '0 0 30 2 *', say: 'a' })).toBe('SCHEDULE_NEVER_DUE');
    expect(await code({ in: '1h', say: 'a', agentId: 'nobody' })).toBe('SCHEDULE_AGENT_GONE');
    expect(await code({ in: '1h', say: 'a', timeZone: 'Mars' })).toBe('TIME_ZONE_UNKNOWN');
  });
});
