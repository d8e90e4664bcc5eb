import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { describeError } from '../../i18n/describe-error.ts';
import { useApp } from '../../state/app-context.ts';
import type { Conversation } from '../../state/conversation/conversation.ts';
import { toClientError } from '../../transport/client-error.ts';
import type { ComposerActions } from './use-composer.ts';

/** Send, stop and retry, with a word where one of them fails. */
export function useConversationActions(conversation: Conversation): ComposerActions {
  const { i18n } = useTranslation();
  const { toasts } = useApp();
  return useMemo(() => {
    const attempt = (work: () => Promise<void>) => (): void => {
      work().catch((thrown: unknown) => {
        const { message, hint } = describeError(i18n, toClientError(thrown));
        toasts.show({ tone: 'bad', text: message, hint });
      });
    };
    return {
      send: conversation.send,
      stop: attempt(conversation.stop),
      retry: attempt(conversation.retry),
    };
  }, [conversation, i18n, toasts]);
}
