import { useTranslation } from 'react-i18next';
import type { SessionRow } from '../../../shared/protocol/sessions.ts';
import { Badge } from '../../ui/badge.tsx';
import { ChannelIcon } from '../conversation/channel-icon.tsx';
import { ConversationMenu } from '../conversation/conversation-menu.tsx';
import { useSessionTitle } from '../conversation/use-session-title.ts';
import styles from './chat-header.module.css';

interface ChatHeaderProps {
  readonly row: SessionRow | undefined;
  readonly isArchived: boolean;
}

/** What the conversation is called, where it takes place, and what can be done with it. */
export function ChatHeader({ row, isArchived }: ChatHeaderProps) {
  const { t } = useTranslation();
  const title = useSessionTitle(row);
  return (
    <header className={styles['header']}>
      <h1 className={styles['title']}>{title}</h1>
      {row !== undefined && row.channel !== 'web' && (
        <Badge icon={<ChannelIcon type={row.channel} />}>{row.channel}</Badge>
      )}
      {row?.model !== undefined && <Badge>{row.model}</Badge>}
      {isArchived && <Badge>{t('sessions.archived')}</Badge>}
      <span className={styles['gap']} />
      {row !== undefined && <ConversationMenu row={row} title={title} />}
    </header>
  );
}
