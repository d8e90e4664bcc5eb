import { Eye } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SessionRow } from '../../../shared/protocol/sessions.ts';
import { useSessionTitle } from '../conversation/use-session-title.ts';
import styles from './read-only-note.module.css';

interface ReadOnlyNoteProps {
  readonly row: SessionRow | undefined;
  readonly isArchived: boolean;
}

/** Stands where one would write, and says why one can't. */
export function ReadOnlyNote({ row, isArchived }: ReadOnlyNoteProps) {
  const { t } = useTranslation();
  const title = useSessionTitle(row);
  return (
    <p className={styles['note']}>
      <Eye size={15} aria-hidden />
      {isArchived
        ? t('chat.readOnlyArchived')
        : t('chat.readOnly', { title, channel: row?.channel ?? '' })}
    </p>
  );
}
