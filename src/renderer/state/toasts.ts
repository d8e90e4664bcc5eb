import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Clock, Timer } from '../transport/clock.ts';

export interface Toast {
  readonly id: string;
  readonly tone: 'plain' | 'bad';
  readonly text: string;
  readonly hint?: string | undefined;
  readonly action?: { readonly label: string; readonly run: () => void };
}

export interface Toasts {
  readonly store: StoreApi<{ readonly toasts: readonly Toast[] }>;
  /** Shows a toast; returns its id. It leaves by itself after `durationMs`. */
  readonly show: (toast: Omit<Toast, 'id'>, durationMs?: number) => string;
  readonly dismiss: (id: string) => void;
}

const shownMs = 6_000;
const shownAtOnce = 4;

/** Short notices in the corner, some with a way back. */
export function createToasts(clock: Clock): Toasts {
  const store = createStore<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));
  const timers = new Map<string, Timer>();
  let lastId = 0;

  const dismiss = (id: string): void => {
    timers.get(id)?.cancel();
    timers.delete(id);
    store.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
  };

  return {
    store,
    dismiss,
    show(toast, durationMs = shownMs) {
      const id = `t${++lastId}`;
      timers.set(
        id,
        clock.after(durationMs, () => dismiss(id)),
      );
      store.setState(({ toasts }) => ({
        toasts: [...toasts.slice(1 - shownAtOnce), { ...toast, id }],
      }));
      return id;
    },
  };
}
