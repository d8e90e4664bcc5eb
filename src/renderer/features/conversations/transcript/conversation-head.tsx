import { Hand, MessageSquare, RotateCcw, Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useFigures } from '../../../i18n/use-figures.ts';
import { chatAddress } from '../../../navigation/address.ts';
import type { Transcript } from '../../../state/inspection/transcript.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useAgentName } from '../../approvals/use-agent-name.ts';
import { ChannelIcon } from '../../conversation/channel-icon.tsx';
import { ConversationMenu } from '../../conversation/conversation-menu.tsx';
import { useSessionTitle } from '../../conversation/use-session-title.ts';
import { BackLink } from '../back-link.tsx';
import { toConversation } from '../place.ts';
import { usePlace } from '../use-place.ts';
import styles from './conversation-head.module.css';
import { useStepIn } from './use-step-in.ts';

/** What is looked at, what it has cost, and what can be done with all of it. */
export function ConversationHead({ transcript }: { readonly transcript: Transcript }) {
  const { t } = useTranslation();
  const place = usePlace();
  const session = useStore(transcript.store, (state) => state.session);
  const title = useSessionTitle(session);
  return (
    <header className={styles['head']}>
      <BackLink
        href={toConversation(place, undefined)}
        label={t('inspect.backToList')}
        from="conversation"
      />
      <div className={styles['words']}>
        <h2 className={styles['title']}>{title}</h2>
        <Facts transcript={transcript} />
      </div>
      <div className={styles['actions']}>
        <HeadActions transcript={transcript} />
        {session && <ConversationMenu row={session} title={title} />}
      </div>
    </header>
  );
}

function Facts({ transcript }: { readonly transcript: Transcript }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const session = useStore(transcript.store, (state) => state.session);
  const usage = useStore(transcript.store, (state) => state.usage);
  if (!session) return null;
  return (
    <p className={styles['facts']}>
      <Badge icon={<ChannelIcon type={session.channel} />}>{session.channel}</Badge>
      {session.isArchived && <Badge>{t('sessions.archived')}</Badge>}
      <AgentName agentId={session.agentId} />
      <span>
        {t('inspect.messages', {
          count: session.messageCount,
          formatted: figures.number(session.messageCount),
        })}
      </span>
      {usage && usage.turns > 0 && (
        <span>
          {t('inspect.usage', {
            input: figures.number(usage.inputTokens),
            output: figures.number(usage.outputTokens),
            cost: figures.money(usage.costMicros),
          })}
        </span>
      )}
    </p>
  );
}

function AgentName({ agentId }: { readonly agentId: string }) {
  return <span title={agentId}>{useAgentName(agentId)}</span>;
}

function HeadActions({ transcript }: { readonly transcript: Transcript }) {
  const { t } = useTranslation();
  const { takeOver, stop, retry, isBusy } = useStepIn(transcript);
  const session = useStore(transcript.store, (state) => state.session);
  const isRunning = useStore(transcript.store, (state) =>
    Object.values(state.runs).some((run) => run.end === undefined),
  );
  const canRetry = useStore(transcript.store, ({ messages, later }) => {
    return later.length === 0 && messages.some(({ role }) => role === 'user');
  });
  if (!session || session.isArchived || transcript.ref.headId !== undefined) return null;
  return (
    <>
      {isRunning ? (
        <Button size="small" icon={<Square size={12} aria-hidden />} onClick={stop}>
          {t('inspect.stop')}
        </Button>
      ) : (
        canRetry && (
          <IconButton
            label={t('inspect.retry')}
            icon={<RotateCcw size={15} aria-hidden />}
            onClick={retry}
          />
        )
      )}
      {session.takenOverAt === undefined && (
        <Button
          size="small"
          icon={<Hand size={14} aria-hidden />}
          disabled={isBusy}
          onClick={() => takeOver(true)}
        >
          {t('inspect.takeOver')}
        </Button>
      )}
      {session.channel === 'web' && (
        <IconButton
          label={t('inspect.openInChat')}
          icon={<MessageSquare size={15} aria-hidden />}
          onClick={() => {
            window.location.hash = chatAddress(session.key);
          }}
        />
      )}
    </>
  );
}
