import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../state/app-context.ts';
import type { Conversation } from '../../state/conversation/conversation.ts';

/**
 * Reads upwards until the message somebody asked for is there; says so when it is not.
 * @returns whether it is still being looked for
 */
export function useJumpTarget(conversation: Conversation, targetId: string | undefined): boolean {
  const { t } = useTranslation();
  const { toasts } = useApp();
  const [settledId, setSettledId] = useState<string>();
  useEffect(() => {
    if (targetId === undefined) return;
    let isWanted = true;
    void conversation.loadUntil(targetId).then((isThere) => {
      if (!isWanted) return;
      setSettledId(targetId);
      if (isThere) return;
      const hint = t('search.otherBranchHint');
      toasts.show({ tone: 'plain', text: t('search.otherBranch'), hint });
    });
    return () => {
      isWanted = false;
    };
  }, [conversation, targetId, toasts, t]);
  return targetId !== undefined && settledId !== targetId;
}
