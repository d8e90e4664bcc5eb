import type { Clock, Timer } from '../platform/clock.ts';

/** Anything that sits in a slot of the wheel. */
export interface WheelItem {
  slot: number;
}

export interface TickWheel<T extends WheelItem> {
  add(item: T): void;
  remove(item: T): void;
  stop(): void;
}

export interface TickWheelOptions<T> {
  readonly clock: Clock;
  /** How long one round takes: each item has its turn once in it. */
  readonly roundMs: number;
  readonly slots: number;
  onTurn(items: ReadonlySet<T>): void;
}

/**
 * One timer for any number of items: they are spread over the slots, and each turn serves one
 * slot, so that ten thousand peers never all get their tick in the same moment. The timer runs
 * only while there are items, and does not keep the process alive.
 */
export function createTickWheel<T extends WheelItem>(options: TickWheelOptions<T>): TickWheel<T> {
  const slots = Array.from({ length: options.slots }, () => new Set<T>());
  let count = 0;
  let hand = 0;
  let next = 0;
  let timer: Timer | undefined;

  const turn = (): void => {
    timer = undefined;
    hand = (hand + 1) % options.slots;
    const items = slots[hand];
    if (items && items.size > 0) options.onTurn(items);
    wind();
  };

  const wind = (): void => {
    if (timer || count === 0) return;
    timer = options.clock.after(options.roundMs / options.slots, turn, { unref: true });
  };

  return {
    add(item) {
      next = (next + 1) % options.slots;
      item.slot = next;
      slots[next]?.add(item);
      count += 1;
      wind();
    },
    remove(item) {
      if (!slots[item.slot]?.delete(item)) return;
      item.slot = -1;
      count -= 1;
    },
    stop() {
      timer?.cancel();
      timer = undefined;
      for (const items of slots) items.clear();
      count = 0;
    },
  };
}
