import { BellRing, Hand, RotateCcw } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatMessage } from '../../../shared/protocol/chat.ts';
import { useErrorWords } from '../../i18n/use-words.ts';
import { picturesOf, textOf } from '../../state/conversation/rows.ts';
import type { Row } from '../../state/conversation/types.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { MessagePictures } from '../pictures/message-pictures.tsx';
import { CopyButton } from './copy-button.tsx';
import { Markdown } from './markdown/markdown.tsx';
import { NoticeLine } from './notice-line.tsx';
import { FootActions, HoverActions, MessageFrame } from './message-frame.tsx';
import styles from './stored-message.module.css';
import { ToolRow } from './tool-row.tsx';

interface StoredMessageProps {
  readonly row: Extract<Row, { kind: 'message' }>;
  readonly assistantName: string;
  readonly sessionKey: string;
  readonly isTarget: boolean;
  /** Asks for this answer once more; absent where that can't be done. */
  readonly onRetry: (() => void) | undefined;
  /** What else can be done with it, beside copying. */
  readonly extraActions?: ReactNode;
  /** Below what was said: what is known about it. */
  readonly foot?: ReactNode;
}

/** A message that is kept: who, when, what, and what can be done with it. */
export const StoredMessage = memo(function StoredMessage(props: StoredMessageProps) {
  const { row, onRetry } = props;
  const { message, tools } = row;
  const text = textOf(message);
  const role = frameRole(message);
  const isSpoken = message.stopReason === 'spoken';
  const isNotice = message.stopReason === 'notice';
  const canRetry = onRetry !== undefined && role === 'assistant' && !message.error && !isSpoken;
  return (
    <MessageFrame
      role={role}
      name={useSpeaker(message, props.assistantName)}
      at={message.timestamp}
      isContinuation={row.isContinuation}
      startsDay={row.startsDay}
      isTarget={props.isTarget}
      isSmall={isNotice}
      label={<OriginLabel message={message} />}
      actions={
        text !== '' &&
        !canRetry && (
          <HoverActions>
            {props.extraActions}
            <CopyMessage text={text} />
          </HoverActions>
        )
      }
    >
      {text !== '' &&
        (isNotice ? <NoticeLine text={text} /> : <MessageText role={role} text={text} />)}
      {message.role !== 'tool' && <MessagePictures pictures={picturesOf(message)} />}
      {tools.map((tool) => (
        <ToolRow key={tool.id} tool={tool} sessionKey={props.sessionKey} />
      ))}
      <Ending message={message} onRetry={isSpoken ? undefined : onRetry} />
      {canRetry && <LastAnswerActions text={text} onRetry={onRetry} />}
      {props.foot}
    </MessageFrame>
  );
});

/** An answer a person wrote in the assistant's place; a reminder and the like, which nobody has asked for. */
function OriginLabel({ message }: { readonly message: ChatMessage }) {
  const { t } = useTranslation();
  if (message.role === 'assistant' && message.sender)
    return <Badge icon={<Hand size={11} aria-hidden />}>{t('chat.byHand')}</Badge>;
  if (message.stopReason !== 'spoken') return null;
  return <Badge icon={<BellRing size={11} aria-hidden />}>{t('chat.byItself')}</Badge>;
}

function CopyMessage({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  return <CopyButton label={t('chat.copy')} read={() => text} />;
}

interface LastAnswerActionsProps {
  readonly text: string;
  readonly onRetry: () => void;
}

function LastAnswerActions({ text, onRetry }: LastAnswerActionsProps) {
  const { t } = useTranslation();
  return (
    <FootActions>
      {text !== '' && <CopyMessage text={text} />}
      <IconButton
        size="small"
        label={t('chat.retry')}
        icon={<RotateCcw size={14} aria-hidden />}
        onClick={onRetry}
      />
    </FootActions>
  );
}

function MessageText({ role, text }: { readonly role: string; readonly text: string }) {
  // What people write is shown as they wrote it.
  if (role === 'user') return <p className={styles['said']}>{text}</p>;
  return <Markdown text={text} />;
}

/** Endings that are worth a word. */
const endingKeys: Readonly<
  Record<string, 'chat.aborted' | 'chat.cutOff' | 'chat.declined' | undefined>
> = { aborted: 'chat.aborted', length: 'chat.cutOff', refusal: 'chat.declined' };

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
  const wordsKey = endingKeys[message.stopReason ?? ''];
  if (!wordsKey) return null;
  return (
    <p className={styles['ending']}>
      <Badge tone={wordsKey === 'chat.aborted' ? 'plain' : 'warn'}>{t(wordsKey)}</Badge>
    </p>
  );
}

function frameRole(message: ChatMessage): 'user' | 'assistant' | 'system' {
  if (message.isSummary || message.stopReason === 'notice') return 'system';
  return message.role === 'tool' ? 'assistant' : message.role;
}

function useSpeaker(message: ChatMessage, assistantName: string): string {
  const { t } = useTranslation();
  if (message.isSummary) return t('chat.summary');
  if (message.stopReason === 'notice') return t('chat.notice');
  switch (message.role) {
    case 'user':
      return message.sender ? (message.sender.name ?? message.sender.id) : t('chat.you');
    case 'system':
      return t('chat.system');
    case 'assistant':
    case 'tool':
      return assistantName;
  }
}
