import { expect, it } from 'vitest';
import { createDrivenClock } from '../../platform/driven-clock.ts';
import { createStreamWatch } from './stream-watch.ts';

it('notices a pause in time, however late the first word came', async () => {
  const clock = createDrivenClock();
  const answer = { hasContent: false };
  const expired: string[] = [];
  const watch = createStreamWatch(
    clock,
    { firstWordMs: 600_000, pauseMs: 10_000 },
    answer,
    (code) => expired.push(code),
  );
  // The watch has looked by now and found nothing.
  await clock.advance(12_000);
  answer.hasContent = true;
  watch.touch();
  await clock.advance(9_000);
  expect(expired).toEqual([]);
  await clock.advance(1_000);
  expect(expired).toEqual(['PROVIDER_STALLED']);
});

it('is silent for as long as a first word may take, and no longer', async () => {
  const clock = createDrivenClock();
  const expired: string[] = [];
  const answer = { hasContent: false };
  createStreamWatch(clock, { firstWordMs: 25_000, pauseMs: 10_000 }, answer, (code) =>
    expired.push(code),
  );
  await clock.advance(24_999);
  expect(expired).toEqual([]);
  await clock.advance(1);
  expect(expired).toEqual(['PROVIDER_SILENT']);
});
