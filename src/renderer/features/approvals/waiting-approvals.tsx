import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useApp } from '../../state/app-context.ts';
import { ApprovalCard } from './approval-card.tsx';
import styles from './approval-card.module.css';

/** The questions of one conversation that wait for an answer, above where one writes. */
export function WaitingApprovals({ sessionKey }: { readonly sessionKey: string }) {
  const { t } = useTranslation();
  const { approvals } = useApp();
  const waiting = useStore(
    approvals.store,
    useShallow(({ pending }) => pending.filter((one) => one.sessionKey === sessionKey)),
  );
  if (waiting.length === 0) return null;
  return (
    <section className={styles['list']} aria-label={t('approvals.label')} aria-live="polite">
      {waiting.map((approval) => (
        <ApprovalCard key={approval.id} approval={approval} />
      ))}
    </section>
  );
}
