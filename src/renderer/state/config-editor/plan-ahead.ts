import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ResultOf } from '../../../shared/protocol/contract.ts';
import { toClientError, type ClientError } from '../../transport/client-error.ts';
import type { Timer } from '../../transport/clock.ts';
import type { AppState } from '../app-state.ts';

export type Plan = ResultOf<'config.plan'>;

/** What saving a text would do. */
export interface PlanState {
  /** The file the plan is about. */
  readonly file: string | undefined;
  readonly plan: Plan | undefined;
  readonly error: ClientError | undefined;
  /** The text has changed since, and a new plan is under way. */
  readonly isStale: boolean;
}

export interface PlanAhead {
  readonly store: StoreApi<PlanState>;
  /** Plans this text, once nobody has typed for a moment. */
  readonly look: (wanted: PlanWish) => void;
}

export interface PlanWish {
  readonly file: string;
  readonly raw: string;
  readonly isRoot: boolean;
  /** What the text is compared with; another one makes a new plan. */
  readonly hash: string;
}

const quietMs = 250;

/** Asks the gateway what a text would do, a moment after the last key; nothing is saved. */
export function createPlanAhead({ client, clock }: Pick<AppState, 'client' | 'clock'>): PlanAhead {
  const store = createStore<PlanState>(() => ({
    ...{ file: undefined, plan: undefined, error: undefined, isStale: false },
  }));
  let timer: Timer | undefined;
  let last: PlanWish | undefined;

  const ask = async (wanted: PlanWish): Promise<void> => {
    const { file, raw, isRoot } = wanted;
    try {
      const plan = await client.request('config.plan', isRoot ? { raw } : { raw, file });
      if (wanted === last) store.setState({ file, plan, error: undefined, isStale: false });
    } catch (thrown) {
      if (wanted !== last) return;
      store.setState({ file, plan: undefined, error: toClientError(thrown), isStale: false });
    }
  };

  return {
    store,
    look(wanted) {
      const { file, raw, hash } = wanted;
      if (last?.file === file && last.raw === raw && last.hash === hash) return;
      const isOther = last?.file !== file;
      last = wanted;
      timer?.cancel();
      store.setState(
        isOther ? { file, plan: undefined, error: undefined, isStale: true } : { isStale: true },
      );
      timer = clock.after(isOther ? 0 : quietMs, () => void ask(wanted));
    },
  };
}
