import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DoctorCheck, DoctorFix } from '../../shared/protocol/doctor.ts';
import { toClientError, type ClientError } from '../transport/client-error.ts';
import type { AppState } from './app-state.ts';

export interface DoctorState {
  readonly isRunning: boolean;
  readonly checks: readonly DoctorCheck[];
  /** UTC milliseconds; undefined before the first run. */
  readonly checkedAt: number | undefined;
  readonly error: ClientError | undefined;
}

export interface Doctor {
  readonly store: StoreApi<DoctorState>;
  readonly run: () => Promise<void>;
  /** Mends something and looks at it again. Throws a ClientError. */
  readonly mend: (fix: DoctorFix) => Promise<void>;
  /** One file for those who help. Throws a ClientError. */
  readonly bundle: () => Promise<{ readonly fileName: string; readonly text: string }>;
}

/** What the doctor found last; it looks only when it is asked to. */
export function createDoctor({ client }: AppState): Doctor {
  const store = createStore<DoctorState>(() => ({
    isRunning: false,
    checks: [],
    checkedAt: undefined,
    error: undefined,
  }));
  return {
    store,
    async run() {
      if (store.getState().isRunning) return;
      store.setState({ isRunning: true, error: undefined });
      try {
        const { checks, checkedAt } = await client.request('doctor.run', {});
        store.setState({ checks, checkedAt });
      } catch (thrown) {
        store.setState({ error: toClientError(thrown) });
      } finally {
        store.setState({ isRunning: false });
      }
    },
    async mend(fix) {
      const { checks: again } = await client.request('doctor.fix', { fix });
      store.setState(({ checks }) => ({
        checks: checks.map((old) => again.find(({ name }) => name === old.name) ?? old),
      }));
    },
    bundle: () => client.request('doctor.bundle', {}),
  };
}
