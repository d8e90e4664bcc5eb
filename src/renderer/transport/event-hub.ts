import { events, type EventName, type PayloadOf } from '../../shared/protocol/contract.ts';

type Listener = (payload: unknown) => void;

export interface EventHub {
  /** Calls `listener` for each event of that name; returns the way to stop it. */
  readonly on: <E extends EventName>(
    event: E,
    listener: (payload: PayloadOf<E>) => void,
  ) => () => void;
  /** Checks a payload against the contract and hands it on. False: unknown or not valid. */
  readonly emit: (event: string, payload: unknown) => boolean;
}

/** Whether a name is one of the contract's events. */
export function isEventName(name: string): name is EventName {
  return Object.hasOwn(events, name);
}

/**
 * Hands events to those who listen. A payload is checked only when somebody does; one that does
 * not fit the contract is reported and dropped.
 */
export function createEventHub(report: (what: string) => void): EventHub {
  const listeners = new Map<EventName, Set<Listener>>();
  return {
    on(event, listener) {
      const set = listeners.get(event) ?? new Set<Listener>();
      listeners.set(event, set);
      const entry = listener as Listener;
      set.add(entry);
      return () => void set.delete(entry);
    },
    emit(event, payload) {
      if (!isEventName(event)) return false;
      const set = listeners.get(event);
      if (!set || set.size === 0) return true;
      const parsed = events[event].payload().safeParse(payload);
      if (!parsed.success) {
        const issue = parsed.error.issues[0];
        report(`${event} ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
        return false;
      }
      for (const listener of [...set]) listener(parsed.data);
      return true;
    },
  };
}
