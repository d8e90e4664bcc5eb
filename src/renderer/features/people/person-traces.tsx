import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { PersonRow } from '../../../shared/protocol/people.ts';
import type { SessionRow } from '../../../shared/protocol/sessions.ts';
import { useErrorWords, useFormats } from '../../i18n/use-words.ts';
import { chatAddress, formatAddress } from '../../navigation/address.ts';
import { useApp } from '../../state/app-context.ts';
import { createPeopleBook } from '../../state/people-book.ts';
import { useTopic } from '../../state/use-topic.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useSessionTitle } from '../conversation/use-session-title.ts';
import styles from './person-traces.module.css';

/** Their conversations and notes, the newest of each; all of them are a click away. */
export function PersonTraces({ person }: { readonly person: PersonRow }) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const { traces } = useTopic(createPeopleBook);
  const live = useMemo(() => traces(person.id), [traces, person.id]);
  const { value, error } = useStore(live.store);
  useEffect(() => void live.refresh(), [live]);
  if (error && !value) return <ErrorNotice {...describe(error)} />;
  if (!value) return <Skeleton label={t('common.loading')} lines={4} />;
  const { sessions, sessionCount, notes, noteCount } = value;
  return (
    <>
      <Section
        title={t('peoplePage.conversations', { count: sessionCount })}
        actions={
          <a href={formatAddress('conversations', [], { person: person.id })}>
            {t('peoplePage.allConversations')}
          </a>
        }
      >
        {sessions.length === 0 ? (
          <EmptyState
            title={t('peoplePage.noConversations')}
            hint={t('peoplePage.noConversationsHint')}
          />
        ) : (
          <ul className={styles['list']}>
            {sessions.map((row) => (
              <Conversation key={row.sessionId} row={row} />
            ))}
          </ul>
        )}
      </Section>
      <Section
        title={t('peoplePage.notes', { count: noteCount })}
        actions={
          <a href={formatAddress('memory', [], { about: `person:${person.id}` })}>
            {t('peoplePage.allNotes')}
          </a>
        }
      >
        {notes.length === 0 ? (
          <EmptyState title={t('peoplePage.noNotes')} hint={t('peoplePage.noNotesHint')} />
        ) : (
          <ul className={styles['list']}>
            {notes.map(({ id, text }) => (
              <li key={id} className={styles['note']}>
                {text}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}

function Conversation({ row }: { readonly row: SessionRow }) {
  const formats = useFormats();
  const { clock } = useApp();
  const title = useSessionTitle(row);
  return (
    <li className={styles['conversation']}>
      <a href={chatAddress(row.key, row.isArchived ? { session: row.sessionId } : {})}>{title}</a>
      <span className={styles['facts']}>
        {row.channel} · {formats.short(row.updatedAt, clock.now())}
      </span>
    </li>
  );
}
