import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useApp } from '../../state/app-context.ts';
import { ApprovalCard } from './approval-card.tsx';
import styles from './approval-card.module.css';
import { useCalm } from './use-calm.ts';
import { useFocusAfterAnswer } from './use-focus-after-answer.ts';

/** The questions of one conversation that wait for an answer, above where one writes. */
export function WaitingApprovals({ sessionKey }: { readonly sessionKey: string }) {
  const { t } = useTranslation();
  const { approvals } = useApp();
  const section = useRef<HTMLElement>(null);
  const waiting = useStore(
    approvals.store,
    useShallow(({ pending }) => pending.filter((one) => one.sessionKey === sessionKey)),
  );
  const layout = waiting.map(({ id }) => id).join(' ');
  const isCalm = useCalm(layout);
  const noteFocus = useFocusAfterAnswer(section, layout);
  if (waiting.length === 0) return null;
  return (
    <section
      ref={section}
      id="waiting-approvals"
      className={styles['list']}
      data-bottom-bar
      aria-label={t('approvals.label')}
      tabIndex={-1}
      onFocus={noteFocus}
      onBlur={noteFocus}
    >
      {waiting.length > 1 && (
        <p className={styles['count']}>{t('approvals.count', { count: waiting.length })}</p>
      )}
      {waiting.map((approval) => (
        <ApprovalCard key={approval.id} approval={approval} isCalm={isCalm} />
      ))}
    </section>
  );
}
