import { useMemo } from 'react';
import type { Conversation } from '../../state/conversation/conversation.ts';
import { useFailureToast } from '../actions/use-task.ts';
import type { ComposerActions } from './use-composer.ts';

/** Send, stop and retry, with a word where one of them fails. */
export function useConversationActions(conversation: Conversation): ComposerActions {
  const tell = useFailureToast();
  return useMemo(() => {
    const attempt = (work: () => Promise<void>) => (): void => {
      work().catch(tell);
    };
    return {
      send: conversation.send,
      stop: attempt(conversation.stop),
      retry: attempt(conversation.retry),
    };
  }, [conversation, tell]);
}
