import { delay, type Clock } from './clock.ts';

/**
 * Runs something that has to answer in time. Rejects when it takes longer than `timeoutMs`; the
 * work itself goes on, and whatever it says later is not heard.
 */
export async function within<T>(
  clock: Clock,
  timeoutMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const late = delay(clock, timeoutMs, over.signal).then((): never => {
    throw new Error(`no answer within ${timeoutMs} ms`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([work(), late]);
  } finally {
    over.abort(new Error('done'));
  }
}
