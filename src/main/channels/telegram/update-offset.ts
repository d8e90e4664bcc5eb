import { z } from 'zod';
import { limits } from '../../../shared/config/limits.ts';
import { lazy } from '../../../shared/lazy.ts';
import type { Clock } from '../../platform/clock.ts';
import { killPoint } from '../../platform/kill-points.ts';
import type { ChannelHost } from '../channel.ts';

/** Up to where the updates of one bot are safe. Asking from here on confirms everything below. */
export interface UpdateOffset {
  /** Undefined: ask for whatever is not confirmed. */
  get(): number | undefined;
  /** Resolves when the new place is on disk. */
  moveTo(offset: number): Promise<void>;
}

const stored = lazy(() => z.object({ offset: z.int(), at: z.int() }));

/**
 * Makes the offset of one bot; another token of the same channel is another count. An offset that
 * rests for days is not used any more: Telegram then numbers afresh, and an old number would
 * confirm messages nobody has seen.
 */
export function createUpdateOffset(
  botId: number,
  memory: ChannelHost['memory'],
  clock: Clock,
): UpdateOffset {
  const key = `offset:${botId}`;
  return {
    get() {
      const text = memory.get(key);
      const known = text === undefined ? undefined : stored().safeParse(JSON.parse(text)).data;
      if (known === undefined || clock.now() - known.at > limits.telegram.offsetAgeMs)
        return undefined;
      return known.offset;
    },
    async moveTo(offset) {
      killPoint('host.offset.before-move');
      await memory.set(key, JSON.stringify({ offset, at: clock.now() }));
      killPoint('host.offset.after-move');
    },
  };
}
