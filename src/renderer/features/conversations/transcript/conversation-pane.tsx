import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatAddress } from '../../../navigation/address.ts';
import type { Transcript } from '../../../state/inspection/transcript.ts';
import type { TranscriptState } from '../../../state/inspection/types.ts';
import { useApp } from '../../../state/app-context.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { WaitingApprovals } from '../../approvals/waiting-approvals.tsx';
import { BranchBar } from '../branches/branch-bar.tsx';
import { usePlace } from '../use-place.ts';
import { AnswerField } from './answer-field.tsx';
import { ConversationHead } from './conversation-head.tsx';
import styles from './conversation-pane.module.css';
import { MessageEditor } from './message-editor.tsx';
import { TakenOverBanner } from './taken-over-banner.tsx';
import { TranscriptList } from './transcript-list.tsx';

/** One conversation as people saw it, and where one steps in. */
export function ConversationPane({ transcript }: { readonly transcript: Transcript }) {
  const { t } = useTranslation();
  const { messageId } = usePlace();
  const isThere = useArrival(transcript, messageId);
  const isArchived = useStore(transcript.store, ({ session }) => session?.isArchived ?? false);
  const isBranch = transcript.ref.headId !== undefined;
  const isGone = useStore(transcript.store, isUnknown);
  if (isGone) {
    return (
      <div className={styles['center']}>
        <EmptyState
          title={t('inspect.gone')}
          hint={t('inspect.goneHint', { key: transcript.ref.key })}
          action={<a href={formatAddress('conversations')}>{t('inspect.allConversations')}</a>}
        />
      </div>
    );
  }
  return (
    <>
      <ConversationHead transcript={transcript} />
      <TakenOverBanner transcript={transcript} />
      <BranchBar transcript={transcript} />
      <MessageEditor transcript={transcript}>
        <Content transcript={transcript} isThere={isThere} />
      </MessageEditor>
      {!isArchived && <WaitingApprovals sessionKey={transcript.ref.key} />}
      {!isArchived && !isBranch && <AnswerField transcript={transcript} />}
    </>
  );
}

/** The gateway knows no such conversation, and nothing of it was read. */
function isUnknown({ sessionError, rows }: TranscriptState): boolean {
  return rows.length === 0 && sessionError?.code === 'SESSION_UNKNOWN';
}

interface ContentProps {
  readonly transcript: Transcript;
  readonly isThere: boolean;
}

function Content({ transcript, isThere }: ContentProps) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const load = useStore(transcript.store, (state) => state.load);
  const isEmpty = useStore(transcript.store, (state) => state.rows.length === 0);
  const sessionError = useStore(transcript.store, (state) => state.sessionError);
  const error = load.kind === 'failed' ? load.error : isEmpty ? sessionError : undefined;
  if (error && isEmpty) {
    return (
      <div className={styles['center']}>
        <ErrorNotice
          title={t('chat.failed')}
          {...describe(error)}
          action={
            <Button size="small" onClick={transcript.refresh}>
              {t('chat.tryAgain')}
            </Button>
          }
        />
      </div>
    );
  }
  if (load.kind !== 'ready' || !isThere) {
    return (
      <div className={styles['center']}>
        <Skeleton label={t('chat.loading')} lines={6} />
      </div>
    );
  }
  if (isEmpty) {
    return (
      <div className={styles['center']}>
        <EmptyState title={t('inspect.silent')} hint={t('inspect.silentHint')} />
      </div>
    );
  }
  return <TranscriptList transcript={transcript} />;
}

/**
 * Reads the newest messages, or what stands around the one somebody has jumped to.
 * @returns whether it is there
 */
function useArrival(transcript: Transcript, messageId: string | undefined): boolean {
  const { t } = useTranslation();
  const { toasts } = useApp();
  const [arrivedAt, setArrivedAt] = useState<string>();
  useEffect(() => {
    transcript.open(messageId === undefined);
    if (messageId === undefined) return;
    let isWanted = true;
    void transcript.readAround(messageId).then((outcome) => {
      if (!isWanted) return;
      setArrivedAt(messageId);
      if (outcome === 'there') return;
      const isGone = outcome === 'gone';
      toasts.show({
        tone: 'plain',
        text: isGone ? t('inspect.messageGone') : t('search.otherBranch'),
        hint: isGone ? undefined : t('inspect.otherBranchHint'),
      });
    });
    return () => {
      isWanted = false;
    };
  }, [transcript, messageId, toasts, t]);
  return messageId === undefined || arrivedAt === messageId;
}
