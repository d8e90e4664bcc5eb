import { Hand, MessageSquare, Repeat2, Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { SessionRow } from '../../../../shared/protocol/sessions.ts';
import { useFigures } from '../../../i18n/use-figures.ts';
import { chatAddress } from '../../../navigation/address.ts';
import { goTo } from '../../../navigation/use-address.ts';
import type { Transcript } from '../../../state/inspection/transcript.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { MenuItem, MenuLine } from '../../../ui/menu.tsx';
import { useAgentName } from '../../naming/use-agent-names.ts';
import { ChannelIcon } from '../../conversation/channel-icon.tsx';
import { ConversationMenu } from '../../conversation/conversation-menu.tsx';
import { useSessionTitle } from '../../conversation/use-session-title.ts';
import { BackLink } from '../back-link.tsx';
import { toConversation } from '../place.ts';
import { usePlace } from '../use-place.ts';
import paneStyles from '../pane-head.module.css';
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
      <div className={paneStyles['line']}>
        <BackLink
          href={toConversation(place, undefined)}
          label={t('inspect.backToList')}
          from="conversation"
        />
        <h2 className={paneStyles['title']} title={title}>
          {title}
        </h2>
        <HeadButtons transcript={transcript} />
        {session && (
          <ConversationMenu row={session} title={title}>
            <HeadItems transcript={transcript} />
          </ConversationMenu>
        )}
      </div>
      <Facts transcript={transcript} />
    </header>
  );
}

/** On one line: those without room are left out, the last ones first. */
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
      {usage && usage.costMicros > 0 && <span>{figures.money(usage.costMicros)}</span>}
      {usage && usage.turns > 0 && (
        <span>
          {t('inspect.usage', {
            input: figures.number(usage.inputTokens),
            output: figures.number(usage.outputTokens),
          })}
        </span>
      )}
    </p>
  );
}

function AgentName({ agentId }: { readonly agentId: string }) {
  return <span title={agentId}>{useAgentName(agentId)}</span>;
}

/** What one steps in with, unless it is over or a branch that it does not go on from. */
function HeadButtons({ transcript }: { readonly transcript: Transcript }) {
  const { t } = useTranslation();
  const { takeOver, stop, isBusy } = useStepIn(transcript);
  const session = useStore(transcript.store, (state) => state.session);
  const isRunning = useIsRunning(transcript);
  if (!session || !canStepIn(session, transcript)) return null;
  return (
    <>
      {isRunning && (
        <Button size="small" icon={<Square size={12} aria-hidden />} onClick={stop}>
          {t('inspect.stop')}
        </Button>
      )}
      {session.takenOverAt === undefined && (
        <Button
          size="small"
          icon={<Hand size={14} aria-hidden />}
          title={t('inspect.takeOver')}
          disabled={isBusy}
          onClick={() => takeOver(true)}
        >
          <span className={styles['words']}>{t('inspect.takeOver')}</span>
        </Button>
      )}
    </>
  );
}

/** What is done seldom: in the menu. */
function HeadItems({ transcript }: { readonly transcript: Transcript }) {
  const { t } = useTranslation();
  const { retry } = useStepIn(transcript);
  const session = useStore(transcript.store, (state) => state.session);
  const isRunning = useIsRunning(transcript);
  const hasAsked = useStore(transcript.store, ({ messages, later }) => {
    return later.length === 0 && messages.some(({ role }) => role === 'user');
  });
  if (!session || !canStepIn(session, transcript)) return null;
  const canRetry = hasAsked && !isRunning;
  const canOpen = session.channel === 'web';
  if (!canRetry && !canOpen) return null;
  return (
    <>
      {canRetry && (
        <MenuItem icon={<Repeat2 size={15} aria-hidden />} onSelect={retry}>
          {t('inspect.retry')}
        </MenuItem>
      )}
      {canOpen && (
        <MenuItem
          icon={<MessageSquare size={15} aria-hidden />}
          onSelect={() => goTo(chatAddress(session.key))}
        >
          {t('inspect.openInChat')}
        </MenuItem>
      )}
      <MenuLine />
    </>
  );
}

function useIsRunning(transcript: Transcript): boolean {
  return useStore(transcript.store, ({ runs }) =>
    Object.values(runs).some((run) => run.end === undefined),
  );
}

function canStepIn({ isArchived }: SessionRow, { ref }: Transcript): boolean {
  return !isArchived && ref.headId === undefined;
}
