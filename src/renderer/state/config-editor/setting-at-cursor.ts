import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ResultOf } from '../../../shared/protocol/contract.ts';
import type { Timer } from '../../transport/clock.ts';
import type { AppState } from '../app-state.ts';

export type Explanation = ResultOf<'config.explain'>;

export interface SettingAtCursorState {
  readonly path: string | undefined;
  readonly explanation: Explanation | undefined;
}

/** What is known of the setting the cursor stands in. */
export interface SettingAtCursor {
  readonly store: StoreApi<SettingAtCursorState>;
  readonly look: (path: string | undefined) => void;
}

const quietMs = 150;

/** Follows the cursor, and what is in effect there when the configuration changes. */
export function createSettingAtCursor({
  client,
  clock,
}: Pick<AppState, 'client' | 'clock'>): SettingAtCursor {
  const store = createStore<SettingAtCursorState>(() => ({
    ...{ path: undefined, explanation: undefined },
  }));
  let timer: Timer | undefined;

  const ask = async (path: string): Promise<void> => {
    const explanation = await client
      .request('config.explain', { path })
      .catch((): undefined => undefined);
    if (store.getState().path === path) store.setState({ explanation });
  };
  client.on('config.changed', () => {
    const { path } = store.getState();
    if (path !== undefined) void ask(path);
  });

  return {
    store,
    look(path) {
      if (path === store.getState().path) return;
      timer?.cancel();
      if (path === undefined || path === '') {
        store.setState({ path: undefined, explanation: undefined });
        return;
      }
      timer = clock.after(quietMs, () => {
        store.setState({ path });
        void ask(path);
      });
    },
  };
}
