import { useState } from 'react';
import type { ApprovalRow } from '../../../shared/protocol/approvals.ts';
import { useErrorWords } from '../../i18n/use-words.ts';
import { useApp } from '../../state/app-context.ts';
import { toClientError } from '../../transport/client-error.ts';

interface Answer {
  readonly isBusy: boolean;
  readonly allow: () => void;
  readonly deny: () => void;
  readonly allowAlways: () => void;
}

/** Answers a question of an agent; what went wrong is said. */
export function useAnswer({ id }: ApprovalRow): Answer {
  const { approvals, toasts } = useApp();
  const describe = useErrorWords();
  const [isBusy, setBusy] = useState(false);
  const answer = async (decision: 'allow' | 'deny', always: boolean): Promise<void> => {
    setBusy(true);
    try {
      await approvals.resolve(id, decision, { always });
    } catch (thrown) {
      const { message, hint } = describe(toClientError(thrown));
      toasts.show({ tone: 'bad', text: message, hint });
      setBusy(false);
    }
  };
  return {
    isBusy,
    allow: () => void answer('allow', false),
    deny: () => void answer('deny', false),
    allowAlways: () => void answer('allow', true),
  };
}
