import { Clock3, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../i18n/use-words.ts';
import type { Conversation } from '../../state/conversation/conversation.ts';
import type { Discarded, Outgoing } from '../../state/conversation/types.ts';
import { Button } from '../../ui/button.tsx';
import { SentPictures } from '../pictures/sent-pictures.tsx';
import { MessageFrame } from './message-frame.tsx';
import styles from './outgoing-message.module.css';

interface OutgoingMessageProps {
  readonly conversation: Conversation;
  readonly outgoing: Outgoing;
  /** It goes back into the composer. */
  readonly onDiscard: (discarded: Discarded) => void;
}

/** A message on its way, with where it is held up. */
export function OutgoingMessage({ conversation, outgoing, onDiscard }: OutgoingMessageProps) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const { key, state, text, createdAt, error, pictures = [], lostPictures = 0 } = outgoing;
  const words = error && state === 'failed' ? describe(error) : undefined;
  const canDiscard = state === 'failed' || state === 'waiting';
  return (
    <MessageFrame
      role="user"
      name={t('chat.you')}
      at={createdAt}
      actions={state !== 'accepted' && <OutgoingState state={state} />}
    >
      {text !== '' && (
        <p className={styles['said']} data-state={state}>
          {text}
        </p>
      )}
      <SentPictures pictures={pictures} />
      {lostPictures > 0 && state === 'failed' && (
        <p className={styles['reason']}>{t('pictures.lostUnsent', { count: lostPictures })}</p>
      )}
      {words && (
        <p className={styles['reason']}>
          {words.message} {words.hint} <code>{words.code}</code>
        </p>
      )}
      {canDiscard && (
        <div className={styles['buttons']}>
          {state === 'failed' && text !== '' && (
            <Button size="small" onClick={() => conversation.resend(key)}>
              {lostPictures > 0 ? t('pictures.sendWithout') : t('outgoing.resend')}
            </Button>
          )}
          <Button look="quiet" size="small" onClick={() => onDiscard(conversation.discard(key))}>
            {t('outgoing.discard')}
          </Button>
        </div>
      )}
    </MessageFrame>
  );
}

function OutgoingState({ state }: Pick<Outgoing, 'state'>) {
  const { t } = useTranslation();
  return (
    <span className={styles['state']} data-state={state}>
      {state === 'failed' ? (
        <TriangleAlert size={13} aria-hidden />
      ) : (
        <Clock3 size={13} aria-hidden />
      )}
      {t(`outgoing.${state}`)}
    </span>
  );
}
