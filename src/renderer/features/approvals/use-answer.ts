import { useState, type MouseEvent } from 'react';
import type { ApprovalRow } from '../../../shared/protocol/approvals.ts';
import type { ErrorWords } from '../../i18n/describe-error.ts';
import { useErrorWords } from '../../i18n/use-words.ts';
import { useApp } from '../../state/app-context.ts';
import { toClientError } from '../../transport/client-error.ts';

type Press = (event: MouseEvent) => void;

interface Answer {
  readonly isBusy: boolean;
  /** Why the last try did not work. */
  readonly failure: ErrorWords | undefined;
  readonly allow: Press;
  readonly deny: Press;
  readonly allowAlways: Press;
}

/**
 * Answers a question of an agent.
 * @param canAllow false for a moment after something moved: a click that was meant for what stood
 *   there before must not allow anything
 */
export function useAnswer({ id }: ApprovalRow, canAllow: boolean): Answer {
  const { approvals } = useApp();
  const describe = useErrorWords();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ErrorWords>();
  const answer = async (decision: 'allow' | 'deny', always: boolean): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await approvals.resolve(id, decision, { always });
    } catch (thrown) {
      setFailure(describe(toClientError(thrown)));
      setBusy(false);
    }
  };
  const press =
    (decision: 'allow' | 'deny', always = false): Press =>
    ({ detail }) => {
      // The second click of a double one was not meant.
      if (isBusy || detail > 1 || (decision === 'allow' && !canAllow)) return;
      void answer(decision, always);
    };
  return {
    isBusy,
    failure,
    allow: press('allow'),
    deny: press('deny'),
    allowAlways: press('allow', true),
  };
}
