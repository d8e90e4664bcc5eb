import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { DeliveryRow } from '../../../../shared/protocol/inspect.ts';
import { formatAddress } from '../../../navigation/address.ts';
import { useFormats } from '../../../i18n/use-words.ts';
import { useApp } from '../../../state/app-context.ts';
import { createStuckParts } from '../../../state/stuck-parts.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Section } from '../../../ui/section.tsx';
import styles from '../channels.module.css';
import { useFailureToast } from '../../actions/use-task.ts';

/** Parts of answers that did not get through: sent again or given up, one by one. */
export function ChannelParts({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const stuck = useTopic(createStuckParts);
  const all = useStore(stuck.store, (state) => state.parts);
  const parts = all.filter(({ channel }) => channel === id);
  if (parts.length === 0) return null;
  return (
    <Section title={t('channelsPage.parts')} lead={t('channelsPage.partsLead')}>
      <ul className={styles['parts']}>
        {parts.map((part) => (
          <li key={part.id} className={styles['part']}>
            <Part part={part} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Part({ part }: { readonly part: DeliveryRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { clock } = useApp();
  const { send, drop } = useTopic(createStuckParts);
  const showError = useFailureToast();
  const isHeld = part.state === 'held';
  return (
    <>
      <div className={styles['partHead']}>
        <Badge tone={isHeld ? 'warn' : 'bad'}>
          {isHeld ? t('channelsPage.held') : t('channelsPage.dead')}
        </Badge>
        <span className={styles['quiet']}>
          {[part.chat, formats.short(part.updatedAt, clock.now())].join(' · ')}
        </span>
        {part.sessionKey !== undefined && (
          <a className={styles['link']} href={formatAddress('conversations', [part.sessionKey])}>
            {t('channelsPage.conversation')}
          </a>
        )}
      </div>
      <p className={styles['partText']}>{part.text}</p>
      {part.error !== undefined && <p className={styles['quiet']}>{part.error}</p>}
      <div className={styles['partActions']}>
        <Button size="small" onClick={() => void send(part.id).catch(showError)}>
          {isHeld ? t('channelsPage.sendMarked') : t('channelsPage.sendAgain')}
        </Button>
        <Button size="small" look="quiet" onClick={() => void drop(part.id).catch(showError)}>
          {t('channelsPage.drop')}
        </Button>
      </div>
    </>
  );
}
