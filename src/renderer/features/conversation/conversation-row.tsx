import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { SessionRow } from '../../../shared/protocol/sessions.ts';
import { chatAddress } from '../../navigation/address.ts';
import { useFormats } from '../../i18n/use-words.ts';
import { useApp } from '../../state/app-context.ts';
import { StatusDot } from '../../ui/badge.tsx';
import { ChannelIcon } from './channel-icon.tsx';
import { ConversationMenu } from './conversation-menu.tsx';
import { useSessionTitle } from './use-session-title.ts';
import styles from './conversation-row.module.css';

interface ConversationRowProps {
  readonly row: SessionRow;
  readonly isCurrent: boolean;
}

/** One conversation: where it takes place, what it is about, when it was last used. */
export const ConversationRow = memo(function ConversationRow({
  row,
  isCurrent,
}: ConversationRowProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { channels, clock } = useApp();
  const title = useSessionTitle(row);
  const type = useStore(
    channels,
    (state) => state.channels.find(({ id }) => id === row.channel)?.type ?? row.channel,
  );
  return (
    <li className={styles['row']} data-current={isCurrent}>
      <a
        className={styles['link']}
        href={chatAddress(row.key)}
        aria-current={isCurrent ? 'page' : undefined}
      >
        <ChannelIcon type={type} />
        <span className={styles['title']}>{title}</span>
        {row.channel !== 'web' && (
          <span className="visually-hidden">{t('sessions.via', { channel: row.channel })}</span>
        )}
        {row.isRunning ? (
          <span className={styles['live']}>
            <StatusDot tone="live" label={t('sessions.running')} />
          </span>
        ) : (
          <time className={styles['time']} dateTime={new Date(row.updatedAt).toISOString()}>
            {formats.short(row.updatedAt, clock.now())}
          </time>
        )}
      </a>
      <div className={styles['menu']}>
        <ConversationMenu row={row} title={title} size="small" />
      </div>
    </li>
  );
});
