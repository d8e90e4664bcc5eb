import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { ChannelStatus } from '../../../shared/protocol/channels.ts';
import type { ConfigProblem } from '../../../shared/protocol/config.ts';
import type { PairingRequest } from '../../../shared/protocol/people.ts';
import { useErrorWords } from '../../i18n/use-words.ts';
import { formatAddress } from '../../navigation/address.ts';
import { useApp } from '../../state/app-context.ts';
import { brokenChannels } from '../../state/channels.ts';
import { Button } from '../../ui/button.tsx';
import { useCalm } from '../approvals/use-calm.ts';
import { ApprovalNotice } from './approval-notice.tsx';
import { Notice } from './notice.tsx';
import styles from './notices.module.css';
import { useQuestionsElsewhere } from './use-notices.ts';
import { usePairing } from './use-pairing.ts';

/** What needs somebody: questions of agents, strangers at the door, broken channels, a configuration with problems. */
export function Notices({ onGo }: { readonly onGo: () => void }) {
  const { t } = useTranslation();
  const { people, channels, gateway } = useApp();
  const questions = useQuestionsElsewhere();
  const isCalm = useCalm(questions.map(({ id }) => id).join(' '));
  const pending = useStore(people.store, (state) => state.pending);
  const broken = useStore(channels, useShallow(brokenChannels));
  const problems = useStore(gateway, (state) => state.configProblems);
  if (questions.length + pending.length + broken.length + problems.length === 0) return null;
  return (
    <section className={styles['notices']} aria-label={t('notices.label')} tabIndex={0}>
      {questions.map((approval) => (
        <ApprovalNotice key={approval.id} approval={approval} isCalm={isCalm} onGo={onGo} />
      ))}
      {pending.map((request) => (
        <PairingNotice key={request.code} request={request} />
      ))}
      {broken.map((channel) => (
        <ChannelNotice key={channel.id} channel={channel} />
      ))}
      <ConfigNotice problems={problems} />
    </section>
  );
}

function PairingNotice({ request }: { readonly request: PairingRequest }) {
  const { t } = useTranslation();
  const { isBusy, approve, reject } = usePairing(request);
  return (
    <Notice
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
    </Notice>
  );
}

function ChannelNotice({ channel }: { readonly channel: ChannelStatus }) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const { state, error } = channel;
  const words =
    state === 'invalid' || state === 'conflict' || state === 'refused' ? state : undefined;
  return (
    <Notice
      tone="bad"
      title={t('notices.channelBroken', { channel: channel.id })}
      detail={error ? describe(error).message : words ? t(`channelState.${words}`) : ''}
      href={formatAddress('channels', [channel.id])}
    />
  );
}

function ConfigNotice({ problems }: { readonly problems: readonly ConfigProblem[] }) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const first = problems.find(({ severity }) => severity === 'error') ?? problems[0];
  if (!first) return null;
  const { file, line } = first;
  const fileName = file?.split(/[\\/]/).at(-1);
  return (
    <Notice
      tone={first.severity === 'error' ? 'bad' : 'warn'}
      title={t('notices.config', { count: problems.length })}
      detail={describe(first).message}
      href={formatAddress('config')}
      place={
        fileName !== undefined && line !== undefined
          ? t('notices.place', { file: fileName, line })
          : first.path
      }
    />
  );
}
