import { useTranslation } from 'react-i18next';
import type { ChannelStatus } from '../../../shared/protocol/channels.ts';
import type { ConfigProblem } from '../../../shared/protocol/config.ts';
import type { PairingRequest } from '../../../shared/protocol/people.ts';
import { useErrorWords } from '../../i18n/use-words.ts';
import { formatAddress } from '../../navigation/address.ts';
import type { OverviewData } from '../../state/overview.ts';
import { Button } from '../../ui/button.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Section } from '../../ui/section.tsx';
import { ApprovalCard } from '../approvals/approval-card.tsx';
import { useCalm } from '../approvals/use-calm.ts';
import { usePairing } from '../sidebar/use-pairing.ts';
import styles from './overview.module.css';
import { TaskRow } from './task-row.tsx';
import { useWaiting } from './use-waiting.ts';
import { WaitingRow } from './waiting-row.tsx';

/** What waits for somebody, each with what can be done about it. Nothing when nothing does. */
export function WaitingSection({ overview }: { readonly overview: OverviewData }) {
  const { t } = useTranslation();
  const { approvals, pairing, channels, problems, tasks, count } = useWaiting(overview);
  const isCalm = useCalm(approvals.map(({ id }) => id).join(' '));
  if (count === 0) return null;
  return (
    <Section title={t('overview.waits.title')}>
      {approvals.length > 0 && (
        <div className={styles['cards']}>
          {approvals.map((approval) => (
            <ApprovalCard key={approval.id} approval={approval} isCalm={isCalm} />
          ))}
        </div>
      )}
      {count > approvals.length && (
        <ul className={styles['rows']}>
          {pairing.map((request) => (
            <PairingRow key={request.code} request={request} />
          ))}
          {channels.map((channel) => (
            <ChannelRow key={channel.id} channel={channel} />
          ))}
          {tasks.map((task) => (
            <TaskRow
              key={task.kind === 'budget' ? `budget ${task.budget.agentId}` : task.kind}
              task={task}
              dayEndsAt={overview.dayEndsAt}
            />
          ))}
          <ConfigRow problems={problems} />
        </ul>
      )}
    </Section>
  );
}

function PairingRow({ request }: { readonly request: PairingRequest }) {
  const { t } = useTranslation();
  const { isBusy, approve, reject } = usePairing(request);
  return (
    <WaitingRow
      tone="live"
      title={t('notices.pairing', { name: request.name ?? t('notices.stranger') })}
      detail={t('notices.pairingVia', { channel: request.channel, code: request.code })}
    >
      <Button size="small" look="primary" disabled={isBusy} onClick={approve}>
        {t('notices.approve')}
      </Button>
      <Button size="small" disabled={isBusy} onClick={reject}>
        {t('notices.reject')}
      </Button>
    </WaitingRow>
  );
}

function ChannelRow({ channel }: { readonly channel: ChannelStatus }) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const { state, error } = channel;
  const words =
    state === 'invalid' || state === 'conflict' || state === 'refused' ? state : undefined;
  return (
    <WaitingRow
      tone="bad"
      title={t('notices.channelBroken', { channel: channel.id })}
      detail={error ? describe(error).message : words ? t(`channelState.${words}`) : ''}
    >
      <LinkButton size="small" href={formatAddress('channels', [channel.id])}>
        {t('overview.waits.channelAction')}
      </LinkButton>
    </WaitingRow>
  );
}

function ConfigRow({ problems }: { readonly problems: readonly ConfigProblem[] }) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const first = problems.find(({ severity }) => severity === 'error') ?? problems[0];
  if (!first) return null;
  return (
    <WaitingRow
      tone={first.severity === 'error' ? 'bad' : 'warn'}
      title={t('notices.config', { count: problems.length })}
      detail={describe(first).message}
    >
      <LinkButton size="small" href={formatAddress('config')}>
        {t('overview.waits.configAction')}
      </LinkButton>
    </WaitingRow>
  );
}
