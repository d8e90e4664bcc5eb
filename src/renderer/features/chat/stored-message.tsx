import { RotateCcw } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatMessage } from '../../../shared/protocol/chat.ts';
import { useErrorWords } from '../../i18n/use-words.ts';
import { textOf } from '../../state/conversation/rows.ts';
import type { Row } from '../../state/conversation/types.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { CopyButton } from './copy-button.tsx';
import { Markdown } from './markdown/markdown.tsx';
import { MessageFrame } from './message-frame.tsx';
import styles from './stored-message.module.css';
import { ToolRow } from './tool-row.tsx';

interface StoredMessageProps {
  readonly row: Extract<Row, { kind: 'message' }>;
  readonly isTarget: boolean;
  /** Asks for this answer once more; absent where that can't be done. */
  readonly onRetry: (() => void) | undefined;
}

/** A message that is kept: who, when, what, and what can be done with it. */
export const StoredMessage = memo(function StoredMessage({
  row,
  isTarget,
  onRetry,
}: StoredMessageProps) {
  const { t } = useTranslation();
  const { message, tools } = row;
  const text = textOf(message);
  const role = frameRole(message);
  const canRetry = onRetry !== undefined && role === 'assistant' && !message.error;
  const hasActions = text !== '' || canRetry;
  return (
    <MessageFrame
      role={role}
      name={useSpeaker(message)}
      at={message.timestamp}
      isContinuation={row.isContinuation}
      startsDay={row.startsDay}
      isTarget={isTarget}
      actions={
        hasActions && (
          <>
            {text !== '' && <CopyButton label={t('chat.copy')} read={() => text} />}
            {canRetry && (
              <IconButton
                size="small"
                label={t('chat.retry')}
                icon={<RotateCcw size={14} aria-hidden />}
                onClick={onRetry}
                data-always
              />
            )}
          </>
        )
      }
    >
      {text !== '' && <MessageText role={role} text={text} />}
      {tools.map((tool) => (
        <ToolRow key={tool.id} tool={tool} />
      ))}
      <Ending message={message} onRetry={onRetry} />
    </MessageFrame>
  );
});

function MessageText({ role, text }: { readonly role: string; readonly text: string }) {
  // What people write is shown as they wrote it.
  if (role === 'user') return <p className={styles['said']}>{text}</p>;
  return <Markdown text={text} />;
}

/** How an answer ended, where that is not as usual. */
function Ending({
  message,
  onRetry,
}: Pick<StoredMessageProps, 'onRetry'> & { readonly message: ChatMessage }) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  if (message.error) {
    return (
      <ErrorNotice
        title={t('chat.failedAnswer')}
        {...describe(message.error)}
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
  if (message.stopReason === 'aborted') return <Badge>{t('chat.aborted')}</Badge>;
  if (message.stopReason === 'length') return <Badge tone="warn">{t('chat.cutOff')}</Badge>;
  return null;
}

function frameRole(message: ChatMessage): 'user' | 'assistant' | 'system' {
  if (message.isSummary) return 'system';
  return message.role === 'tool' ? 'assistant' : message.role;
}

function useSpeaker(message: ChatMessage): string {
  const { t } = useTranslation();
  if (message.isSummary) return t('chat.summary');
  switch (message.role) {
    case 'user':
      return message.sender ? (message.sender.name ?? message.sender.id) : t('chat.you');
    case 'system':
      return t('chat.system');
    case 'assistant':
    case 'tool':
      return t('chat.assistant');
  }
}
