import { describe, expect, it } from 'vitest';
import { createFakePeer } from '../../../e2e/gateway/conformance/fake-carrier.ts';
import { limits } from '../../shared/config/limits.ts';
import { createDrivenClock } from '../platform/driven-clock.ts';
import { createEventHub, type EventHub } from './event-hub.ts';

const setUp = (isStrict = true): { hub: EventHub; clock: ReturnType<typeof createDrivenClock> } => {
  const clock = createDrivenClock();
  return { clock, hub: createEventHub({ clock, bootId: 'boot', isStrict }) };
};

describe('the event hub', () => {
  it('keeps for later what is logged, and nothing else', () => {
    const { hub } = setUp();
    hub.publish('tick', { ts: 1 });
    hub.publish('people.changed', { reason: 'updated' });
    hub.publish('chat', { runId: 'r', sessionKey: 's', seq: 1, state: 'final' });
    expect(hub.resume({ epoch: 'boot', cursor: 0 }).events).toEqual([
      { cursor: 1, event: 'people.changed', payload: { reason: 'updated' } },
    ]);
  });

  it('keeps the event as it was, whatever its publisher does to it later', () => {
    const { hub } = setUp();
    const payload = { id: 'a', channel: null };
    hub.publish('channels.changed', payload);
    payload.id = 'changed';
    expect(hub.resume({ epoch: 'boot', cursor: 0 }).events[0]?.payload).toMatchObject({ id: 'a' });
  });

  it('shows a payload that breaks the contract to its publisher, in strict mode', () => {
    const broken = {
      runId: 'r',
      sessionKey: 's',
      seq: -1,
      state: 'delta',
      deltaText: 'x',
    } as const;
    expect(() => setUp().hub.publish('chat', broken)).toThrow(/chat/);
    expect(() => setUp(false).hub.publish('chat', broken)).not.toThrow();
  });

  it('goes on when one of many peers is closed while it is told something', () => {
    const { hub } = setUp();
    const [first, lagging, last] = [createFakePeer(), createFakePeer(), createFakePeer()];
    for (const { peer } of [first, lagging, last]) hub.add(peer);
    lagging.carrier.bufferedAmount = limits.frame.bufferedBytes + 1;
    lagging.carrier.close = () => hub.remove(lagging.peer);
    hub.publish('people.changed', { reason: 'updated' });
    expect([first, lagging, last].map(({ carrier }) => carrier.frames.length)).toEqual([1, 0, 1]);
    expect(hub.peers.size).toBe(2);
  });

  it('tells some things only to those who have said that they look at the conversation', () => {
    const { hub } = setUp();
    const [looking, elsewhere, silent] = [createFakePeer(), createFakePeer(), createFakePeer()];
    for (const { peer } of [looking, elsewhere, silent]) hub.add(peer);
    expect(hub.watchers.has('s')).toBe(false);
    hub.watch(looking.peer, ['s']);
    hub.watch(elsewhere.peer, ['t']);
    expect(hub.watchers.has('s')).toBe(true);
    const step = { runId: 'r', seq: 0, stream: 'trace', ts: 1, data: {} };
    hub.watchers.publish('agent', step, 's');
    const heard = [looking, elsewhere, silent].map(({ carrier }) => carrier.frames.length);
    expect(heard).toEqual([1, 0, 0]);
  });

  it('holds nothing of peers and runs that are gone', async () => {
    const { hub, clock } = setUp();
    const { peer } = createFakePeer();
    hub.publish('chat', { runId: 'r', sessionKey: 's', seq: 1, state: 'delta', deltaText: 'x' });
    hub.add(peer);
    hub.remove(peer);
    await clock.advance(1_000);
    expect(clock.pendingCount).toBe(0);
    hub.stop();
    expect(hub.peers.size).toBe(0);
  });
});
