import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Conversation } from '../../state/conversation/conversation.ts';
import { textOf } from '../../state/conversation/rows.ts';

const spokenChars = 400;

/**
 * Tells a screen reader that an answer begins, and reads it once it is complete. The stream itself
 * is not read out: it would interrupt itself thirty times a second.
 */
export function Announcer({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation();
  const isRunning = useStore(conversation.store, (state) =>
    Object.values(state.runs).some((run) => run.end === undefined),
  );
  const answer = useStore(conversation.store, (state) => {
    const last = state.messages.at(-1);
    return last?.role === 'assistant' ? textOf(last).slice(0, spokenChars) : '';
  });
  const isSpoken = useStore(
    conversation.store,
    ({ messages }) => messages.at(-1)?.stopReason === 'spoken',
  );
  const opening = isSpoken ? t('chat.spoke') : t('chat.answered');
  return (
    <p className="visually-hidden" aria-live="polite">
      {isRunning ? t('chat.answering') : answer === '' ? '' : `${opening}: ${answer}`}
    </p>
  );
}
