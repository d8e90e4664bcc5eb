import { useTranslation } from 'react-i18next';
import type { SessionRow } from '../../../shared/protocol/sessions.ts';

const longestTitle = 60;

/** What a conversation is called: its title, else how its last message begins. */
export function useSessionTitle(row: SessionRow | undefined): string {
  const { t } = useTranslation();
  if (!row) return t('sessions.untitled');
  if (row.title.trim() !== '') return row.title;
  const [firstLine = ''] = row.lastMessage.trim().split('\n');
  return firstLine === '' ? t('sessions.untitled') : firstLine.slice(0, longestTitle);
}
