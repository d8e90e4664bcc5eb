import { z } from 'zod';
import { lazy } from '../../shared/lazy.ts';
import type { Outgoing } from './conversation/types.ts';
import type { Keeper } from './keeper.ts';

/** Unsent messages outlive a reload of the page; their keys keep them from being doubled. */
export interface OutboxKeeper {
  readonly read: (conversation: string) => readonly Outgoing[];
  readonly write: (conversation: string, outgoing: readonly Outgoing[]) => void;
  /** Conversations that have something to send. */
  readonly conversations: () => readonly string[];
}

const entry = lazy(() =>
  z.object({
    key: z.string(),
    text: z.string(),
    createdAt: z.number(),
    /** How many it had: the bytes of pictures are too large for this place. */
    pictures: z.number().optional(),
  }),
);
const outboxSchema = lazy(() => z.record(z.string(), z.array(entry())));

/** Keeps what the gateway has not taken over yet. */
export function createOutboxKeeper(keeper: Keeper): OutboxKeeper {
  const stored = outboxSchema().safeParse(keeper.read('outbox'));
  const kept = new Map(stored.success ? Object.entries(stored.data) : []);
  return {
    read: (conversation) =>
      (kept.get(conversation) ?? []).map(({ pictures = 0, ...message }) =>
        pictures === 0
          ? { ...message, state: 'waiting' }
          : // Never sent as something else than what was written: the writer decides.
            { ...message, state: 'failed', lostPictures: pictures },
      ),
    write(conversation, outgoing) {
      const open = outgoing
        .filter(isOpen)
        .map(({ key, text, createdAt, pictures, lostPictures }) => {
          const count = (pictures?.length ?? 0) + (lostPictures ?? 0);
          return { key, text, createdAt, ...(count > 0 ? { pictures: count } : {}) };
        });
      if (open.length === 0 && !kept.has(conversation)) return;
      if (open.length > 0) kept.set(conversation, open);
      else kept.delete(conversation);
      keeper.write('outbox', kept.size > 0 ? Object.fromEntries(kept) : undefined);
    },
    conversations: () => [...kept.keys()],
  };
}

/** One that lost its pictures stays until its writer has decided. */
function isOpen({ state, lostPictures = 0 }: Outgoing): boolean {
  return state === 'waiting' || state === 'sending' || (state === 'failed' && lostPictures > 0);
}
