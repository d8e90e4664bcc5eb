import { useCallback, useRef, useState } from 'react';
import { useErrorWords } from '../../i18n/use-words.ts';
import { useApp } from '../../state/app-context.ts';
import { toClientError } from '../../transport/client-error.ts';

export interface Task {
  readonly isBusy: boolean;
  /** Does it unless something is under way; true when it went well. What went wrong becomes a toast. */
  readonly run: (work: () => Promise<unknown>) => Promise<boolean>;
}

/**
 * Does what somebody pressed a button for, one thing at a time, and says what went wrong.
 *
 * @param onFailure says it where it is looked for; else a toast does
 */
export function useTask(onFailure?: (thrown: unknown) => void): Task {
  const [isBusy, setBusy] = useState(false);
  // What is drawn lags behind: a second press may come before the button knows.
  const isRunning = useRef(false);
  const toast = useFailureToast();
  const tell = onFailure ?? toast;
  const run = useCallback(
    async (work: () => Promise<unknown>): Promise<boolean> => {
      if (isRunning.current) return false;
      isRunning.current = true;
      setBusy(true);
      try {
        await work();
        return true;
      } catch (thrown) {
        tell(thrown);
        return false;
      } finally {
        isRunning.current = false;
        setBusy(false);
      }
    },
    [tell],
  );
  return { isBusy, run };
}

/** Says in the corner why something could not be done. */
export function useFailureToast(): (thrown: unknown) => void {
  const { toasts } = useApp();
  const describe = useErrorWords();
  return useCallback(
    (thrown: unknown) => {
      const { message, hint } = describe(toClientError(thrown));
      toasts.show({ tone: 'bad', text: message, hint });
    },
    [describe, toasts],
  );
}
