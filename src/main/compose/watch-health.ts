import { limits } from '../../shared/config/limits.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import type { Parts } from './create-parts.ts';

/**
 * Publishes a snapshot of health from time to time, so that no client has to ask.
 * @returns the way to stop
 */
export function watchHealth(parts: Pick<Parts, 'events' | 'readHealth'>, clock: Clock): () => void {
  let timer: Timer | undefined;
  const schedule = (): void => {
    timer = clock.after(limits.maintenance.healthEveryMs, publish, { unref: true });
  };
  const publish = (): void => {
    parts.events.publish('health', parts.readHealth());
    schedule();
  };
  schedule();
  return () => timer?.cancel();
}
