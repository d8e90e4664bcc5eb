import type { Client } from '../transport/client.ts';

/**
 * Keeps something that is read as a whole and then changed by events: it is read after each connect
 * that lost events, and after the next one when the line broke before the answer was there.
 *
 * @param take puts an answer where it belongs; only that of the last question counts
 * @returns reads it now
 */
export function followSnapshot<T>(
  client: Pick<Client, 'onReady'>,
  ask: () => Promise<T>,
  take: (answer: T) => void,
): () => void {
  let isMissing = false;
  let round = 0;
  const read = (): void => {
    const own = ++round;
    isMissing = true;
    ask().then(
      (answer) => {
        if (own !== round) return;
        isMissing = false;
        take(answer);
      },
      // What is shown stays; the next connect asks again.
      () => undefined,
    );
  };
  client.onReady(({ reload }) => {
    if (reload || isMissing) read();
  });
  return read;
}
