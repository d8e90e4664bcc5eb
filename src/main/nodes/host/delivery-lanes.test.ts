import { expect, it } from 'vitest';
import type { DeliveryJob, DeliveryOutcome } from '../../../shared/model/delivery.ts';
import { limits } from '../../../shared/config/limits.ts';
import { createDrivenClock } from '../../platform/driven-clock.ts';
import { createDeliveryLanes } from './delivery-lanes.ts';

function setUp() {
  const clock = createDrivenClock();
  const started: DeliveryJob[] = [];
  const outcomes: DeliveryOutcome[] = [];
  const ends: ((outcome: DeliveryOutcome) => void)[] = [];
  const lanes = createDeliveryLanes({
    run(job) {
      started.push(job);
      return new Promise((resolve) => ends.push(resolve));
    },
    report: (outcome) => outcomes.push(outcome),
    editIntervalMs: () => 1_000,
    clock,
  });
  const end = async (index: number, outcome?: Partial<DeliveryOutcome>): Promise<void> => {
    const { id, attempt } = started[index]!;
    const sent = { result: 'sent', id, attempt, externalId: '9' } as const;
    ends[index]!({ ...sent, ...outcome } as DeliveryOutcome);
    await clock.advance(0);
  };
  return { clock, started, outcomes, lanes, end };
}

const makeJob = (id: string, part: Partial<DeliveryJob> = {}): DeliveryJob => ({
  id,
  attempt: 1,
  channel: 'telegram',
  chat: { kind: 'direct', id: 'chat' },
  text: id,
  isDraft: false,
  isPossibleDuplicate: false,
  ...part,
});
const inChat = (chatId: string): Partial<DeliveryJob> => ({ chat: { kind: 'direct', id: chatId } });

it('does one job of a chat at a time, in order, and other chats meanwhile', async () => {
  const { lanes, started, end } = setUp();
  lanes.add(makeJob('a'));
  lanes.add(makeJob('b'));
  lanes.add(makeJob('c', inChat('other')));
  expect(started.map(({ id }) => id)).toEqual(['a', 'c']);
  await end(0);
  expect(started.map(({ id }) => id)).toEqual(['a', 'c', 'b']);
});

it('serves a bounded number of chats, and the next one when there is room', async () => {
  const { lanes, started, end } = setUp();
  for (let n = 0; n <= limits.node.parallelChats; n += 1)
    lanes.add(makeJob(`${n}`, inChat(`${n}`)));
  expect(started).toHaveLength(limits.node.parallelChats);
  lanes.add(makeJob('free', { channel: 'irc' }));
  expect(started.at(-1)?.id).toBe('free');
  await end(0);
  expect(started.at(-1)?.id).toBe(String(limits.node.parallelChats));
});

it('skips a draft that a newer text overtakes, and fills in where the part stands', async () => {
  const { lanes, started, end } = setUp();
  lanes.add(makeJob('a', { isDraft: true, text: 'h' }));
  lanes.add(makeJob('a', { isDraft: true, text: 'he', attempt: 2 }));
  lanes.add(makeJob('a', { text: 'hello', attempt: 3 }));
  await end(0);
  expect(started.map(({ text, externalId }) => [text, externalId])).toEqual([
    ['h', undefined],
    ['hello', '9'],
  ]);
});

it('lets a draft pause after the last one, but never a final text', async () => {
  const { lanes, started, end, clock } = setUp();
  lanes.add(makeJob('a', { isDraft: true }));
  await end(0);
  await clock.advance(400);
  lanes.add(makeJob('a', { isDraft: true, attempt: 2 }));
  expect(started).toHaveLength(1);
  await clock.advance(600);
  expect(started).toHaveLength(2);
  await end(1);
  lanes.add(makeJob('a', { isDraft: true, attempt: 3 }));
  expect(started).toHaveLength(2);
  lanes.add(makeJob('a', { attempt: 4 }));
  expect(started.at(-1)?.attempt).toBe(4);
});

it('lets nothing overtake a part that has to wait', async () => {
  const { lanes, started, outcomes, end } = setUp();
  lanes.add(makeJob('a'));
  lanes.add(makeJob('b'));
  const failure = { result: 'failed', kind: 'limited', hasBegun: false, reason: 'slow' } as const;
  await end(0, { ...failure, retryAfterMs: 5_000 });
  expect(started).toHaveLength(1);
  expect(outcomes).toMatchObject([
    { id: 'b', result: 'failed', kind: 'limited', hasBegun: false, retryAfterMs: 5_000 },
    { id: 'a', result: 'failed', kind: 'limited', retryAfterMs: 5_000 },
  ]);
});

it('goes on behind a part that will never be taken', async () => {
  const { lanes, started, end } = setUp();
  lanes.add(makeJob('a'));
  lanes.add(makeJob('b'));
  await end(0, { result: 'failed', kind: 'invalid', hasBegun: false, reason: 'no' });
  expect(started.map(({ id }) => id)).toEqual(['a', 'b']);
});

it('does nothing twice, and says the result again until the gateway has it', async () => {
  const { lanes, started, outcomes, end } = setUp();
  lanes.add(makeJob('a'));
  lanes.add(makeJob('a'));
  await end(0);
  lanes.add(makeJob('a'));
  expect(started).toHaveLength(1);
  expect(outcomes).toHaveLength(2);
  lanes.forget(outcomes);
  lanes.add(makeJob('a', { attempt: 2 }));
  expect(started).toHaveLength(2);
});

it('gives back what has not begun when it closes, and waits for what has', async () => {
  const { lanes, outcomes, end } = setUp();
  lanes.add(makeJob('a'));
  lanes.add(makeJob('b'));
  let isClosed = false;
  const closing = lanes.close().then(() => (isClosed = true));
  expect(outcomes).toMatchObject([{ id: 'b', result: 'failed', hasBegun: false }]);
  expect(isClosed).toBe(false);
  await end(0);
  await closing;
  expect(outcomes.at(-1)).toMatchObject({ id: 'a', result: 'sent' });
});
