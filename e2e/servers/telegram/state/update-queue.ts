import type { Update } from '@grammyjs/types';
import type { UpdateState } from '../control-contract.ts';

/** An update without its number. */
type UpdateContent = Omit<Update, 'update_id'>;

/** The updates no offset has confirmed yet. */
export interface UpdateQueue {
  /** Adds an update and returns its number; null when `allowed_updates` leave its kind out. */
  push(content: UpdateContent): number | null;
  /** Forgets everything below the offset; a negative one keeps that many of the newest. */
  confirm(offset: number): void;
  /** The oldest updates, at most `limit`; counted as delivered. */
  take(limit: number, offset: number): Update[];
  hasUpdates(offset: number): boolean;
  clear(): void;
  setAllowed(kinds: readonly string[]): void;
  readonly confirmedOffset: number;
  readonly state: Pick<
    UpdateState,
    'unconfirmed' | 'confirmedOffset' | 'deliveries' | 'allowedUpdates'
  >;
}

/** Kinds a bot receives only when it names them. */
const OPT_IN: ReadonlySet<string> = new Set([
  'chat_member',
  'message_reaction',
  'message_reaction_count',
]);
const FIRST_UPDATE_ID = 700_000_001;
const MAX_UPDATES = 100_000;
const MAX_DELIVERIES = 20_000;

/** Makes the queue of a bot. `onPush` is called after each new update. */
export function createUpdateQueue(onPush: () => void): UpdateQueue {
  let updates: Update[] = [];
  let nextId = FIRST_UPDATE_ID;
  let confirmedOffset = FIRST_UPDATE_ID;
  let allowed: ReadonlySet<string> | null = null;
  const deliveries = new Map<number, number>();

  const isAllowed = (kind: string): boolean =>
    allowed === null ? !OPT_IN.has(kind) : allowed.has(kind);

  return {
    push: (content) => {
      const kind = Object.keys(content)[0] ?? '';
      if (!isAllowed(kind) || updates.length >= MAX_UPDATES) return null;
      // As it is now: a later edit must not change what was queued.
      const update: Update = { update_id: nextId, ...structuredClone(content) };
      nextId += 1;
      updates.push(update);
      onPush();
      return update.update_id;
    },
    confirm: (offset) => {
      const limit = offset < 0 ? Math.max(confirmedOffset, nextId + offset) : offset;
      updates = updates.filter((update) => update.update_id >= limit);
      confirmedOffset = Math.max(confirmedOffset, Math.min(limit, nextId));
    },
    take: (limit, offset) => {
      const taken = updates.filter((update) => update.update_id >= offset).slice(0, limit);
      for (const { update_id: id } of taken) deliveries.set(id, (deliveries.get(id) ?? 0) + 1);
      for (const id of deliveries.keys()) {
        if (deliveries.size <= MAX_DELIVERIES) break;
        deliveries.delete(id);
      }
      return taken;
    },
    hasUpdates: (offset) => updates.some((update) => update.update_id >= offset),
    clear: () => {
      updates = [];
      confirmedOffset = nextId;
    },
    setAllowed: (kinds) => {
      // An empty list means the default again.
      allowed = kinds.length === 0 ? null : new Set(kinds);
    },
    get confirmedOffset() {
      return confirmedOffset;
    },
    get state() {
      return {
        unconfirmed: [...updates],
        confirmedOffset,
        deliveries: Array.from(deliveries, ([updateId, count]) => ({ updateId, count })).slice(
          -10_000,
        ),
        allowedUpdates: allowed === null ? null : [...allowed],
      };
    },
  };
}
