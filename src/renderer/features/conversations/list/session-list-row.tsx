import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { SessionRow } from '../../../../shared/protocol/sessions.ts';
import { useFigures } from '../../../i18n/use-figures.ts';
import { useFormats } from '../../../i18n/use-words.ts';
import { useApp } from '../../../state/app-context.ts';
import type { SessionList } from '../../../state/inspection/session-list.ts';
import { Badge, StatusDot } from '../../../ui/badge.tsx';
import { cx } from '../../../ui/cx.ts';
import { ChannelIcon } from '../../conversation/channel-icon.tsx';
import { plainWords } from '../../conversation/plain-words.ts';
import { useSessionTitle } from '../../conversation/use-session-title.ts';
import { toConversation } from '../place.ts';
import { usePlace } from '../use-place.ts';
import styles from './session-list.module.css';

interface SessionListRowProps {
  readonly list: SessionList;
  readonly index: number;
}

/** One place in the list: its conversation, once it is read. */
export const SessionListRow = memo(function SessionListRow({ list, index }: SessionListRowProps) {
  const { sessions } = useApp();
  const row = useStore(list.store, () => list.rowAt(index));
  const isHidden = useStore(
    sessions.store,
    ({ hiddenIds }) => row !== undefined && hiddenIds.has(row.sessionId),
  );
  if (!row) return <div className={cx(styles['row'], styles['blank'])} aria-hidden />;
  return <Conversation row={row} isGoing={isHidden} />;
});

interface ConversationProps {
  readonly row: SessionRow;
  /** Deleted, but it can still be brought back. */
  readonly isGoing: boolean;
}

function Conversation({ row, isGoing }: ConversationProps) {
  const { t } = useTranslation();
  const { channels, clock } = useApp();
  const place = usePlace();
  const formats = useFormats();
  const figures = useFigures();
  const title = useSessionTitle(row);
  const type = useStore(
    channels,
    (state) => state.channels.find(({ id }) => id === row.channel)?.type ?? row.channel,
  );
  const { ref } = place;
  const isCurrent =
    ref?.key === row.key &&
    (ref.sessionId === undefined ? !row.isArchived : ref.sessionId === row.sessionId);
  const sessionId = row.isArchived ? row.sessionId : undefined;
  return (
    <a
      className={styles['row']}
      href={toConversation(place, { key: row.key, sessionId })}
      aria-current={isCurrent ? 'true' : undefined}
      data-going={isGoing || undefined}
      data-session-key={row.key}
    >
      <span className={styles['first']}>
        <ChannelIcon type={type} />
        <span className={styles['title']}>{title}</span>
        <time className={styles['time']} dateTime={new Date(row.updatedAt).toISOString()}>
          {formats.short(row.updatedAt, clock.now())}
        </time>
      </span>
      <span className={styles['second']}>
        <span className={styles['last']}>
          <span className="visually-hidden">{t('sessions.via', { channel: row.channel })}: </span>
          {isGoing ? t('inspect.goingAway') : plainWords(row.lastMessage) || row.key}
        </span>
        <RowState row={row} />
        {row.costMicros > 0 && (
          <span className={styles['cost']}>{figures.money(row.costMicros)}</span>
        )}
      </span>
    </a>
  );
}

/** The one thing about it that is worth a mark. */
function RowState({ row }: { readonly row: SessionRow }) {
  const { t } = useTranslation();
  if (row.isRunning) return <StatusDot tone="live" label={t('sessions.running')} />;
  if (row.takenOverAt !== undefined) return <Badge tone="warn">{t('inspect.takenOver')}</Badge>;
  if (row.errorCode !== undefined) return <Badge tone="bad">{t('inspect.failed')}</Badge>;
  return row.isArchived ? <Badge>{t('sessions.archived')}</Badge> : null;
}
