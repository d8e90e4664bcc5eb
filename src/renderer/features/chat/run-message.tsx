import { RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore, type StoreApi } from 'zustand';
import { useErrorWords } from '../../i18n/use-words.ts';
import { useApp } from '../../state/app-context.ts';
import { visibleText } from '../../state/conversation/run.ts';
import type { ConversationState, Run } from '../../state/conversation/types.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Markdown } from './markdown/markdown.tsx';
import { MessageFrame } from './message-frame.tsx';
import styles from './run-message.module.css';
import { ToolRow } from './tool-row.tsx';

/** Whatever shows a conversation: the chat, or the page that looks into it. */
interface ShownConversation {
  readonly ref: { readonly key: string };
  readonly store: Pick<StoreApi<ConversationState>, 'getState' | 'getInitialState' | 'subscribe'>;
}

interface RunMessageProps {
  readonly conversation: ShownConversation;
  readonly runId: string;
  readonly assistantName: string;
  /** Earlier steps of the same turn stand right above. */
  readonly isContinuation: boolean;
  readonly onRetry: (() => void) | undefined;
  /** Below what was said: what is known about it. */
  readonly foot?: ReactNode;
}

/** An answer while it is written. It alone is drawn anew with each delta. */
export function RunMessage({ conversation, runId, isContinuation, ...rest }: RunMessageProps) {
  const run = useStore(conversation.store, (state) => state.runs[runId]);
  const isAsking = useStore(useApp().approvals.store, ({ pending }) =>
    pending.some((one) => one.sessionKey === conversation.ref.key),
  );
  if (!run) return null;
  const text = visibleText(run);
  const isLive = run.end === undefined;
  const isBare = isLive && text === '' && run.tools.length === 0;
  return (
    <MessageFrame
      role="assistant"
      name={rest.assistantName}
      isLive={isLive}
      // The question itself stands below, and its tool above: here a quiet line is enough.
      isContinuation={isContinuation || (isBare && isAsking)}
    >
      {text !== '' && <Markdown text={text} isGrowing={isLive} />}
      {run.tools.map((tool) => (
        <ToolRow key={tool.id} tool={tool} sessionKey={conversation.ref.key} />
      ))}
      {isBare && <Waiting run={run} isAsking={isAsking} />}
      <RunEnding run={run} onRetry={rest.onRetry} />
      {rest.foot}
    </MessageFrame>
  );
}

function Waiting({ run, isAsking }: { readonly run: Run; readonly isAsking: boolean }) {
  const { t } = useTranslation();
  const words = {
    preparing_context: t('chat.preparing'),
    starting_model: t('chat.starting'),
    writing: t('chat.answering'),
  }[run.phase];
  if (isAsking) return <p className={styles['asking']}>{t('chat.waitingForYou')}</p>;
  return <p className={styles['waiting']}>{words}</p>;
}

function RunEnding({ run, onRetry }: { readonly run: Run } & Pick<RunMessageProps, 'onRetry'>) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  if (run.end?.kind === 'aborted') return <Badge>{t('chat.aborted')}</Badge>;
  if (run.end?.kind !== 'error') return null;
  return (
    <ErrorNotice
      title={t('chat.failedAnswer')}
      {...describe(run.end.error)}
      action={
        onRetry && (
          <Button size="small" icon={<RotateCcw size={13} aria-hidden />} onClick={onRetry}>
            {t('chat.tryAgain')}
          </Button>
        )
      }
    />
  );
}
