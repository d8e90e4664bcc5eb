import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppState } from './app-state.ts';
import { createKeeper } from './keeper.ts';

export const setupSteps = ['model', 'agent', 'messenger', 'hello'] as const;
export type SetupStep = (typeof setupSteps)[number];

export interface Setup {
  readonly store: StoreApi<{ readonly passed: readonly SetupStep[] }>;
  /** Somebody went on from a step, whether or not they did something there. */
  readonly pass: (step: SetupStep) => void;
}

/** How far somebody got with setting up; remembered by this browser, so that it can be continued. */
export function createSetup(_: AppState): Setup {
  const keeper = createKeeper(() => window.localStorage);
  const kept = keeper.read('setup');
  const store = createStore<{ readonly passed: readonly SetupStep[] }>(() => ({
    passed: setupSteps.filter((step) => Array.isArray(kept) && kept.includes(step)),
  }));
  return {
    store,
    pass(step) {
      const passed = setupSteps.filter(
        (known) => known === step || store.getState().passed.includes(known),
      );
      keeper.write('setup', passed);
      store.setState({ passed });
    },
  };
}
