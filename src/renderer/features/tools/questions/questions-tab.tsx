import { useTranslation } from 'react-i18next';
import { Virtuoso } from 'react-virtuoso';
import { useStore } from 'zustand';
import type { ApprovalRow } from '../../../../shared/protocol/approvals.ts';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { useApp } from '../../../state/app-context.ts';
import { createApprovalHistory } from '../../../state/approval-history.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { ClosedQuestion } from './closed-question.tsx';
import styles from './questions-tab.module.css';
import { WaitingQuestions } from './waiting-questions.tsx';

const none: readonly ApprovalRow[] = [];

/** Questions of agents: those that wait, with their answers, and what became of the others. */
export function QuestionsTab() {
  const { t } = useTranslation();
  const history = useTopic(createApprovalHistory);
  const { rows, hasMore } = useStore(history.store);
  return (
    <Virtuoso
      className={styles['list']}
      role="region"
      tabIndex={0}
      aria-label={t('toolsPage.tabs.approvals')}
      data={rows ?? none}
      computeItemKey={(_index, row) => row.id}
      itemContent={(_index, row) => <ClosedQuestion approval={row} />}
      increaseViewportBy={400}
      endReached={() => void history.loadMore()}
      context={{ hasMore }}
      components={listParts}
    />
  );
}

function Head() {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const { approvals } = useApp();
  const history = useTopic(createApprovalHistory);
  const { rows, error } = useStore(history.store);
  const waits = useStore(approvals.store, ({ pending }) => pending.length > 0);
  return (
    <div className={styles['head']}>
      <h2 className={styles['title']}>{t('toolsPage.waiting')}</h2>
      {waits ? <WaitingQuestions /> : <p className={styles['none']}>{t('toolsPage.noneWaits')}</p>}
      <h2 className={styles['title']}>{t('toolsPage.closed')}</h2>
      {error && !rows && <ErrorNotice {...describe(error)} />}
      {!rows && !error && <Skeleton label={t('common.loading')} lines={4} />}
      {rows?.length === 0 && (
        <EmptyState title={t('toolsPage.noneClosed')} hint={t('toolsPage.noneClosedHint')} />
      )}
    </div>
  );
}

function Foot({ context }: { readonly context?: { readonly hasMore: boolean } }) {
  const { t } = useTranslation();
  return (
    <div className={styles['foot']}>
      {context?.hasMore === true && <Skeleton label={t('common.loading')} lines={2} />}
    </div>
  );
}

const listParts = { Header: Head, Footer: Foot };
