import type { Clock } from '../transport/clock.ts';

/** Something that is done a little later, so that it can be taken back. */
export interface DeferredAction {
  /** What it happens to; only one action waits for one subject. */
  readonly subject: string;
  readonly run: () => Promise<void>;
  readonly undo: () => void;
}

export interface Deferred {
  /** Runs `action` after `delayMs`, unless the result takes it back before. */
  readonly add: (action: DeferredAction, delayMs: number) => () => void;
  /** Does what waits for a subject now. */
  readonly settle: (subject: string) => Promise<void>;
  /** Does everything now: the page is about to go. */
  readonly settleAll: () => void;
}

/** The waiting room for what can still be undone. */
export function createDeferred(clock: Clock): Deferred {
  const waiting = new Map<
    string,
    { readonly action: DeferredAction; readonly cancel: () => void }
  >();

  const take = (subject: string): DeferredAction | undefined => {
    const entry = waiting.get(subject);
    entry?.cancel();
    waiting.delete(subject);
    return entry?.action;
  };
  const settle = async (subject: string): Promise<void> => {
    await take(subject)?.run();
  };

  return {
    add(action, delayMs) {
      void settle(action.subject);
      const timer = clock.after(delayMs, () => void settle(action.subject));
      waiting.set(action.subject, { action, cancel: timer.cancel.bind(timer) });
      return () => {
        // What was put off later for the same subject has a way back of its own.
        if (waiting.get(action.subject)?.action === action) take(action.subject)?.undo();
      };
    },
    settle,
    settleAll() {
      for (const subject of [...waiting.keys()]) void settle(subject);
    },
  };
}
