import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../../../state/app-context.ts';
import { ApprovalCard } from '../../approvals/approval-card.tsx';
import { useCalm } from '../../approvals/use-calm.ts';
import { useFocusAfterAnswer } from '../../approvals/use-focus-after-answer.ts';
import { ConversationLink } from './conversation-link.tsx';
import styles from './waiting-questions.module.css';

/** All questions that wait, whichever conversation they are of, each with the way there. */
export function WaitingQuestions() {
  const { t } = useTranslation();
  const { approvals } = useApp();
  const section = useRef<HTMLElement>(null);
  const pending = useStore(approvals.store, (state) => state.pending);
  const layout = pending.map(({ id }) => id).join(' ');
  const isCalm = useCalm(layout);
  const noteFocus = useFocusAfterAnswer(section, layout);
  return (
    <section
      ref={section}
      className={styles['waiting']}
      aria-label={t('approvals.label')}
      onFocus={noteFocus}
      onBlur={noteFocus}
    >
      {pending.map((approval) => (
        <div key={approval.id} className={styles['one']}>
          <ApprovalCard approval={approval} isCalm={isCalm} />
          <p className={styles['place']}>
            <ConversationLink approval={approval} />
          </p>
        </div>
      ))}
    </section>
  );
}
