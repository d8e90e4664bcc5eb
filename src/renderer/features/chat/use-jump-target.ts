import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../state/app-context.ts';
import type { Conversation } from '../../state/conversation/conversation.ts';

/** Reads upwards until the message somebody asked for is there; says so when it is not. */
export function useJumpTarget(conversation: Conversation, targetId: string | undefined): void {
  const { t } = useTranslation();
  const { toasts } = useApp();
  useEffect(() => {
    if (targetId === undefined) return;
    let isWanted = true;
    void conversation.loadUntil(targetId).then((isThere) => {
      if (isThere || !isWanted) return;
      toasts.show({
        tone: 'plain',
        text: t('search.otherBranch'),
        hint: t('search.otherBranchHint'),
      });
    });
    return () => {
      isWanted = false;
    };
  }, [conversation, targetId, toasts, t]);
}
