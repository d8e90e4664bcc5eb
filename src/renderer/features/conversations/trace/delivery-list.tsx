import { Send, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DeliveryRow } from '../../../../shared/protocol/inspect.ts';
import type { OutboxState } from '../../../../shared/model/delivery.ts';
import { useFormats } from '../../../i18n/use-words.ts';
import { useApp } from '../../../state/app-context.ts';
import type { Trace } from '../../../state/inspection/traces.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { useTask } from '../../actions/use-task.ts';
import styles from './delivery-list.module.css';

interface DeliveryListProps {
  readonly trace: Trace;
  readonly onChanged: () => void;
}

/** What of the answer went to the messenger, and how it arrived. */
export function DeliveryList({ trace, onChanged }: DeliveryListProps) {
  const { t } = useTranslation();
  if (trace.deliveries.length === 0) {
    return (
      <p className={styles['none']}>
        {trace.turn.channel === 'web' ? t('inspect.sentOnPage') : t('inspect.nothingSent')}
      </p>
    );
  }
  return (
    <ul className={styles['list']}>
      {trace.deliveries.map((part) => (
        <li key={part.id} className={styles['part']}>
          <Delivery part={part} onChanged={onChanged} />
        </li>
      ))}
    </ul>
  );
}

const tones: Readonly<Record<OutboxState, Tone>> = {
  draft: 'plain',
  ready: 'plain',
  sending: 'live',
  sent: 'ok',
  unknown: 'warn',
  held: 'warn',
  dead: 'bad',
};

interface DeliveryProps {
  readonly part: DeliveryRow;
  readonly onChanged: () => void;
}

function Delivery({ part, onChanged }: DeliveryProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <>
      <p className={styles['line']}>
        <Badge tone={tones[part.state]}>{t(`inspect.outboxState.${part.state}`)}</Badge>
        <span>{part.channel}</span>
        <code>{part.chat}</code>
        <time dateTime={new Date(part.updatedAt).toISOString()}>
          {formats.time(part.updatedAt)}
        </time>
      </p>
      <p className={styles['facts']}>
        {part.externalId !== undefined && (
          <span>
            {t('inspect.messengersId')} <code>{part.externalId}</code>
          </span>
        )}
        {part.failures > 0 && <span>{t('inspect.retries', { count: part.failures })}</span>}
        {part.nextAt !== undefined && part.state === 'ready' && (
          <span>{t('inspect.nextTry', { time: formats.time(part.nextAt) })}</span>
        )}
        {part.isPossibleDuplicate && <span>{t('inspect.possibleDuplicate')}</span>}
      </p>
      {part.error !== undefined && <p className={styles['error']}>{part.error}</p>}
      {part.text !== '' && <p className={styles['text']}>{part.text}</p>}
      {(part.state === 'held' || part.state === 'dead') && (
        <StuckActions id={part.id} onChanged={onChanged} />
      )}
    </>
  );
}

function StuckActions({ id, onChanged }: { readonly id: string; readonly onChanged: () => void }) {
  const { t } = useTranslation();
  const { client } = useApp();
  const { isBusy, run } = useTask();
  const act = (method: 'outbox.send' | 'outbox.drop'): void =>
    void run(() => client.request(method, { id })).then(onChanged);
  return (
    <p className={styles['buttons']}>
      <Button
        size="small"
        icon={<Send size={13} aria-hidden />}
        disabled={isBusy}
        onClick={() => act('outbox.send')}
      >
        {t('inspect.sendNow')}
      </Button>
      <Button
        size="small"
        look="quiet"
        icon={<X size={13} aria-hidden />}
        disabled={isBusy}
        onClick={() => act('outbox.drop')}
      >
        {t('inspect.drop')}
      </Button>
    </p>
  );
}
