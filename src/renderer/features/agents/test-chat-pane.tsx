import { MessageCirclePlus, RotateCcw } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useErrorWords } from '../../i18n/use-words.ts';
import { useApp } from '../../state/app-context.ts';
import type { Conversation } from '../../state/conversation/conversation.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { WaitingApprovals } from '../approvals/waiting-approvals.tsx';
import { Announcer } from '../chat/announcer.tsx';
import { Composer } from '../chat/composer.tsx';
import { MessageList } from '../chat/message-list.tsx';
import { useComposer } from '../chat/use-composer.ts';
import { useConversationActions } from '../chat/use-conversation-actions.ts';
import { useDraftState } from '../editing/use-draft.ts';
import { PictureViewer } from '../pictures/picture-viewer.tsx';
import styles from './agents.module.css';
import type { SideProps } from './tab-props.ts';

/** A conversation with the agent as it is in the form, saved or not. */
export function TestChatPane({ draft, chat }: SideProps) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const { conversations } = useApp();
  const { phase, sessionKey, error, isBehind } = useStore(chat.store);
  const hasEdits = useDraftState(draft, ({ edits }) => edits.length > 0);
  if (sessionKey === undefined)
    return (
      <div className={styles['chatStart']}>
        {error && <ErrorNotice title={t('agentsPage.chat.failed')} {...words(error)} />}
        {phase === 'opening' ? (
          <Skeleton label={t('agentsPage.chat.opening')} lines={4} />
        ) : (
          <EmptyState
            title={t('agentsPage.side.chat')}
            hint={t('agentsPage.chat.lead')}
            action={
              <Button
                look="primary"
                icon={<MessageCirclePlus size={14} aria-hidden />}
                onClick={() => void chat.begin()}
              >
                {t('agentsPage.chat.begin')}
              </Button>
            }
          />
        )}
      </div>
    );
  const restart = (): void => {
    chat.end();
    void chat.begin();
  };
  return (
    <div className={styles['chat']}>
      <header className={styles['chatHead']}>
        <Badge tone={hasEdits ? 'live' : 'plain'}>
          {t(hasEdits ? 'agentsPage.chat.unsaved' : 'agentsPage.chat.savedOnly')}
        </Badge>
        <span className={styles['chatNote']} role="status">
          {isBehind && !error ? t('agentsPage.chat.behind') : ''}
        </span>
        <IconButton
          size="small"
          label={t('agentsPage.chat.restart')}
          icon={<RotateCcw size={14} aria-hidden />}
          onClick={restart}
        />
      </header>
      {error && <ErrorNotice tone="warn" title={t('agentsPage.chat.stale')} {...words(error)} />}
      <ChatBody key={sessionKey} conversation={conversations.get({ key: sessionKey })} />
    </div>
  );
}

function ChatBody({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation();
  const { drafts } = useApp();
  const { key } = conversation.ref;
  const isEmpty = useStore(conversation.store, ({ rows }) => rows.length === 0);
  const isRunning = useStore(conversation.store, (state) =>
    Object.values(state.runs).some((run) => run.end === undefined),
  );
  const actions = useConversationActions(conversation);
  const composer = useComposer(key, isRunning, actions);
  useEffect(() => conversation.open(), [conversation]);
  return (
    <PictureViewer>
      <div className={styles['chatBody']}>
        {isEmpty ? (
          <EmptyState title={t('agentsPage.chat.empty')} hint={t('agentsPage.chat.emptyHint')} />
        ) : (
          <MessageList
            conversation={conversation}
            targetId={undefined}
            isReadOnly={false}
            onRetry={actions.retry}
            onDiscard={({ text, pictures }) => {
              composer.attachments.putBack(pictures);
              composer.setText([drafts.read(key), text].filter((part) => part !== '').join('\n'));
            }}
          />
        )}
      </div>
      <WaitingApprovals sessionKey={key} />
      <Composer composer={composer} isRunning={isRunning} onStop={actions.stop} />
      <Announcer conversation={conversation} />
    </PictureViewer>
  );
}
