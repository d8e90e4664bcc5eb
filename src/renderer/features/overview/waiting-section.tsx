import { useTranslation } from 'react-i18next';
import type { ChannelStatus } from '../../../shared/protocol/channels.ts';
import type { ConfigProblem } from '../../../shared/protocol/config.ts';
import type { PairingRequest } from '../../../shared/protocol/people.ts';
import { formatAddress } from '../../navigation/address.ts';
import type { OverviewData } from '../../state/overview.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { Section } from '../../ui/section.tsx';
import { ApprovalCard } from '../approvals/approval-card.tsx';
import { useCalm } from '../approvals/use-calm.ts';
import { PairingButtons } from '../sidebar/pairing-buttons.tsx';
import { useChannelWords, useConfigWords, usePairingWords } from '../sidebar/use-notice-words.ts';
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
  return (
    <WaitingRow {...usePairingWords(request)}>
      <PairingButtons request={request} />
    </WaitingRow>
  );
}

function ChannelRow({ channel }: { readonly channel: ChannelStatus }) {
  const { t } = useTranslation();
  return (
    <WaitingRow {...useChannelWords(channel)}>
      <LinkButton size="small" href={formatAddress('channels', [channel.id])}>
        {t('overview.waits.channelAction')}
      </LinkButton>
    </WaitingRow>
  );
}

function ConfigRow({ problems }: { readonly problems: readonly ConfigProblem[] }) {
  const { t } = useTranslation();
  const words = useConfigWords(problems);
  if (!words) return null;
  return (
    <WaitingRow tone={words.tone} title={words.title} detail={words.detail}>
      <LinkButton size="small" href={formatAddress('config')}>
        {t('overview.waits.configAction')}
      </LinkButton>
    </WaitingRow>
  );
}
