import { useTranslation } from 'react-i18next';
import type { ApprovalRow, ApprovalState } from '../../../../shared/protocol/approvals.ts';
import { useFormats } from '../../../i18n/use-words.ts';
import { formatAddress } from '../../../navigation/address.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { ArgumentList } from '../../approvals/argument-list.tsx';
import { describeArguments } from '../../approvals/describe-arguments.ts';
import { useAgentName } from '../../naming/use-agent-names.ts';
import styles from './closed-question.module.css';
import { ConversationLink } from './conversation-link.tsx';

const tones: Readonly<Record<ApprovalState, Tone>> = {
  pending: 'live',
  allowed: 'ok',
  denied: 'bad',
  expired: 'warn',
  withdrawn: 'plain',
};

/** What became of one question: who answered, where and when; what would have run can be opened. */
export function ClosedQuestion({ approval }: { readonly approval: ApprovalRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const agent = useAgentName(approval.agentId);
  const { tool, state, decidedAt = approval.createdAt } = approval;
  const args = describeArguments(approval.arguments);
  return (
    <article className={styles['row']}>
      <div className={styles['head']}>
        <Badge tone={tones[state]}>{t(`toolsPage.state.${state}`)}</Badge>
        <h3 className={styles['title']}>
          <a href={formatAddress('tools', ['all', tool])}>
            <code>{tool}</code>
          </a>
          <span className={styles['agent']}>{agent}</span>
        </h3>
        <time className={styles['time']} dateTime={new Date(decidedAt).toISOString()}>
          {formats.dateTime(decidedAt)}
        </time>
      </div>
      <p className={styles['facts']}>
        <Answer approval={approval} /> <ConversationLink approval={approval} />
      </p>
      <Disclosure summary={approval.reason}>
        <ArgumentList args={args} />
      </Disclosure>
    </article>
  );
}

/** By whom and over what it was decided. */
function Answer({ approval }: { readonly approval: ApprovalRow }) {
  const { t } = useTranslation();
  const { decidedBy, decidedVia } = approval;
  if (decidedVia === undefined) return <span>{t('toolsPage.byNobody')}</span>;
  const via = decidedVia === 'client' ? t('toolsPage.viaClient') : decidedVia;
  return <span>{t('toolsPage.answeredBy', { who: decidedBy ?? t('toolsPage.owner'), via })}</span>;
}
