import { limits } from '../../shared/config/limits.ts';
import type { TurnEnds } from '../agents/turn-ends.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import type { EventSink } from '../platform/connection.ts';
import { localParts } from '../sessions/freshness.ts';
import type { Sql } from '../storage/database.ts';
import { totalOf } from './usage-report.ts';

export interface AnnounceUsageDeps {
  readonly db: Sql;
  readonly clock: Clock;
  readonly events: EventSink;
  readonly turnEnds: TurnEnds;
  readonly timeZone: () => string | undefined;
  /** Without anybody connected nothing is counted. */
  readonly hasListeners: () => boolean;
}

/**
 * Tells of the day's sums after turns have ended, at most once in a second.
 * @returns the way to stop
 */
export function announceUsage(deps: AnnounceUsageDeps): () => void {
  const { clock } = deps;
  let timer: Timer | undefined;
  const tell = (): void => {
    timer = undefined;
    if (!deps.hasListeners()) return;
    const { day } = localParts(clock.now(), deps.timeZone());
    deps.events.publish('usage.changed', { day, today: totalOf(deps.db, { from: day, to: day }) });
  };
  const unsubscribe = deps.turnEnds.subscribe(() => {
    timer ??= clock.after(limits.usage.announceMs, tell, { unref: true });
  });
  return () => {
    unsubscribe();
    timer?.cancel();
  };
}
