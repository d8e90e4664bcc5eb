import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { ChannelStatus } from '../../../shared/protocol/channels.ts';
import type { ConfigProblem } from '../../../shared/protocol/config.ts';
import type { PairingRequest } from '../../../shared/protocol/people.ts';
import { formatAddress } from '../../navigation/address.ts';
import { useApp } from '../../state/app-context.ts';
import { brokenChannels } from '../../state/channels.ts';
import { useCalm } from '../approvals/use-calm.ts';
import { ApprovalNotice } from './approval-notice.tsx';
import { Notice } from './notice.tsx';
import { PairingButtons } from './pairing-buttons.tsx';
import styles from './notices.module.css';
import { useQuestionsElsewhere } from './use-notices.ts';
import { useChannelWords, useConfigWords, usePairingWords } from './use-notice-words.ts';

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
  return (
    <Notice {...usePairingWords(request)}>
      <PairingButtons request={request} />
    </Notice>
  );
}

function ChannelNotice({ channel }: { readonly channel: ChannelStatus }) {
  return <Notice {...useChannelWords(channel)} href={formatAddress('channels', [channel.id])} />;
}

function ConfigNotice({ problems }: { readonly problems: readonly ConfigProblem[] }) {
  const { t } = useTranslation();
  const words = useConfigWords(problems);
  if (!words) return null;
  const { file, line, path } = words.first;
  const fileName = file?.split(/[\\/]/).at(-1);
  return (
    <Notice
      tone={words.tone}
      title={words.title}
      detail={words.detail}
      href={formatAddress('config')}
      place={
        fileName !== undefined && line !== undefined
          ? t('notices.place', { file: fileName, line })
          : path
      }
    />
  );
}
