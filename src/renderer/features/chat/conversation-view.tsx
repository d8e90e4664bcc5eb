import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { SessionRow } from '../../../shared/protocol/sessions.ts';
import { useErrorWords } from '../../i18n/use-words.ts';
import { chatAddress } from '../../navigation/address.ts';
import { goTo } from '../../navigation/use-address.ts';
import { useApp } from '../../state/app-context.ts';
import type { Conversation } from '../../state/conversation/conversation.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { WaitingApprovals } from '../approvals/waiting-approvals.tsx';
import { PictureViewer } from '../pictures/picture-viewer.tsx';
import { Announcer } from './announcer.tsx';
import { ChatHeader } from './chat-header.tsx';
import { Composer } from './composer.tsx';
import styles from './conversation-view.module.css';
import { MessageList } from './message-list.tsx';
import { NoConversation } from './no-conversation.tsx';
import { ReadOnlyNote } from './read-only-note.tsx';
import { useComposer, type ComposerState } from './use-composer.ts';
import { useConversationActions } from './use-conversation-actions.ts';
import { useIsGone } from './use-is-gone.ts';
import { useJumpTarget } from './use-jump-target.ts';
import { useSessionRow } from './use-session-row.ts';
import { Welcome } from './welcome.tsx';

interface ConversationViewProps {
  readonly conversation: Conversation;
  readonly targetId: string | undefined;
}

/** One conversation: its head, its messages, and where one writes. */
export function ConversationView({ conversation, targetId }: ConversationViewProps) {
  const { ref, store } = conversation;
  const row = useSessionRow(conversation);
  const isArchived = ref.sessionId !== undefined;
  useLivePlace(row, ref.sessionId, targetId);
  const isReadOnly = isArchived || (row !== undefined && row.channel !== 'web');
  const isRunning = useStore(store, (state) =>
    Object.values(state.runs).some((run) => run.end === undefined),
  );
  const actions = useConversationActions(conversation);
  const composer = useComposer(ref.key, isRunning, actions);
  useEffect(() => conversation.open(), [conversation]);
  const isSearching = useJumpTarget(conversation, targetId);
  useEscape(isRunning, actions.stop);
  const isGone = useIsGone(conversation, row !== undefined);
  if (isGone) return <NoConversation asked={ref.key} />;

  return (
    <PictureViewer>
      <section className={styles['view']}>
        <ChatHeader row={row} isArchived={isArchived} />
        <Content
          conversation={conversation}
          targetId={targetId}
          isSearching={isSearching}
          isReadOnly={isReadOnly}
          composer={composer}
          onRetry={actions.retry}
        />
        <WaitingApprovals sessionKey={ref.key} />
        {isReadOnly ? (
          <ReadOnlyNote row={row} isArchived={isArchived} />
        ) : (
          <Composer composer={composer} isRunning={isRunning} onStop={actions.stop} />
        )}
        <Announcer conversation={conversation} />
      </section>
    </PictureViewer>
  );
}

/** A conversation that was asked for by its id and is not archived has a place of its own. */
function useLivePlace(
  row: SessionRow | undefined,
  sessionId: string | undefined,
  targetId: string | undefined,
): void {
  const liveKey = sessionId !== undefined && row?.isArchived === false ? row.key : undefined;
  useEffect(() => {
    if (liveKey !== undefined) goTo(chatAddress(liveKey, { message: targetId }), { replace: true });
  }, [liveKey, targetId]);
}

interface ContentProps extends ConversationViewProps {
  /** The message to begin at is still being looked for. */
  readonly isSearching: boolean;
  readonly isReadOnly: boolean;
  readonly composer: ComposerState;
  readonly onRetry: () => void;
}

function Content({ conversation, targetId, isReadOnly, composer, onRetry, ...rest }: ContentProps) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const { drafts } = useApp();
  const load = useStore(conversation.store, (state) => state.load);
  const isEmpty = useStore(conversation.store, (state) => state.rows.length === 0);
  if (load.kind === 'failed' && isEmpty) {
    return (
      <div className={styles['center']}>
        <ErrorNotice
          title={t('chat.failed')}
          {...describe(load.error)}
          action={
            <Button size="small" onClick={() => void conversation.reload()}>
              {t('chat.tryAgain')}
            </Button>
          }
        />
      </div>
    );
  }
  if (rest.isSearching || (isEmpty && load.kind !== 'ready')) {
    return (
      <div className={styles['center']}>
        <Skeleton label={t('chat.loading')} lines={6} />
      </div>
    );
  }
  if (isEmpty && !isReadOnly) return <Welcome onAsk={conversation.send} />;
  return (
    <MessageList
      key={targetId}
      conversation={conversation}
      targetId={targetId}
      isReadOnly={isReadOnly}
      onRetry={onRetry}
      onDiscard={({ text, pictures }) => {
        composer.attachments.putBack(pictures);
        const kept = drafts.read(conversation.ref.key);
        composer.setText([kept, text].filter((part) => part !== '').join('\n'));
      }}
    />
  );
}

/** Esc stops the answer wherever the focus is, unless something nearer took the key. */
function useEscape(isRunning: boolean, stop: () => void): void {
  useEffect(() => {
    if (!isRunning) return;
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) stop();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [isRunning, stop]);
}
