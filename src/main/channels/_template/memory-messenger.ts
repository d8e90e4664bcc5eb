/** One message of the pretended messenger. */
export interface MemoryMessage {
  readonly number: number;
  text: string;
}

/** Something that happened, in the order it is told. */
export interface MemoryEvent {
  readonly cursor: number;
  readonly kind: 'new' | 'edit';
  readonly message: number;
  readonly text: string;
}

/** How the next request goes wrong. */
export type MemoryFault = 'limited' | 'refused' | 'cut-after';

/** A whole messenger in memory: what a real one would have on its servers. */
export interface MemoryMessenger {
  isReachable: boolean;
  nextFault: MemoryFault | undefined;
  /** Events from here on are told; the ones before are confirmed. */
  confirmedCursor: number;
  readonly events: readonly MemoryEvent[];
  readonly shown: readonly MemoryMessage[];
  happen(event: Omit<MemoryEvent, 'cursor'>): void;
  show(text: string): MemoryMessage;
  /** Called after each event and when the line comes back; returns what ends it. */
  subscribe(listener: () => void): () => void;
}

/** Makes an empty messenger. */
export function createMemoryMessenger(): MemoryMessenger {
  const events: MemoryEvent[] = [];
  const shown: MemoryMessage[] = [];
  const listeners = new Set<() => void>();
  return {
    isReachable: true,
    nextFault: undefined,
    confirmedCursor: 0,
    events,
    shown,
    happen(event) {
      events.push({ ...event, cursor: events.length });
      for (const listener of listeners) listener();
    },
    show(text) {
      const message = { number: shown.length + 1, text };
      shown.push(message);
      return message;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
