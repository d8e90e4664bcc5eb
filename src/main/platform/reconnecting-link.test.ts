import { expect, it } from 'vitest';
import { createDrivenClock } from './driven-clock.ts';
import { silentLog } from './log.ts';
import { createReconnectingLink, type Line } from './reconnecting-link.ts';

function makeLine(): Line & { breakOff(): void } {
  let end: (reason: Error) => void = () => undefined;
  const closed = new Promise<Error>((resolve) => (end = resolve));
  return { closed, close: () => end(new Error('closed')), breakOff: () => end(new Error('broke')) };
}

function setUp(open: () => Promise<Line>) {
  const clock = createDrivenClock();
  const seen: string[] = [];
  const link = createReconnectingLink({
    open,
    onUp: () => seen.push('up'),
    onDown: (reason) => seen.push(reason.message),
    backoff: { baseMs: 100, capMs: 1_000, random: () => 1 },
    stableMs: 5_000,
    clock,
    log: silentLog,
  });
  return { clock, seen, link };
}

it('opens again after a break, with longer pauses as long as it does not hold', async () => {
  const lines = [makeLine(), makeLine(), makeLine()];
  let opened = 0;
  const { clock, seen, link } = setUp(async () => lines[opened++]!);
  link.start();
  await clock.advance(0);
  lines[0]!.breakOff();
  await clock.advance(0);
  await clock.advance(99);
  expect(opened).toBe(1);
  await clock.advance(1);
  expect(opened).toBe(2);
  lines[1]!.breakOff();
  await clock.advance(0);
  await clock.advance(199);
  expect(opened).toBe(2);
  await clock.advance(1);
  expect(seen).toEqual(['up', 'broke', 'up', 'broke', 'up']);
  await link.stop();
  expect(seen.at(-1)).toBe('closed');
});

it('begins with a short pause again after a line that held', async () => {
  const lines = [makeLine(), makeLine(), makeLine()];
  let opened = 0;
  const { clock, link } = setUp(async () => lines[opened++]!);
  link.start();
  await clock.advance(0);
  lines[0]!.breakOff();
  await clock.advance(0);
  await clock.advance(100);
  await clock.advance(5_000);
  lines[1]!.breakOff();
  await clock.advance(0);
  await clock.advance(100);
  expect(opened).toBe(3);
  await link.stop();
});

it('keeps trying while opening fails, and stops at once when told to', async () => {
  let tries = 0;
  const { clock, link } = setUp(async () => {
    tries += 1;
    throw new Error('refused');
  });
  link.start();
  await clock.advance(0);
  await clock.advance(1_000);
  expect(tries).toBeGreaterThan(2);
  await link.stop();
  expect(clock.pendingCount).toBe(0);
});
