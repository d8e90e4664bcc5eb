import { useTranslation } from 'react-i18next';
import type { SessionRow } from '../../../shared/protocol/sessions.ts';
import { plainWords } from './plain-words.ts';

const longestTitle = 60;

/** What a conversation is called: its title, else how its last message begins. */
export function useSessionTitle(row: SessionRow | undefined): string {
  const { t } = useTranslation();
  if (!row) return t('sessions.untitled');
  const title = plainWords(row.title);
  if (title !== '') return title;
  const [firstLine = ''] = row.lastMessage.trim().split('\n');
  return plainWords(firstLine).slice(0, longestTitle) || t('sessions.untitled');
}
