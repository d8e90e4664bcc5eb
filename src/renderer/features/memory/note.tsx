import { Pencil, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { NoteRow } from '../../../shared/protocol/memory.ts';
import { useFormats } from '../../i18n/use-words.ts';
import { chatAddress, formatAddress } from '../../navigation/address.ts';
import { createNoteEdits } from '../../state/note-edits.ts';
import { createNotes } from '../../state/notes.ts';
import { useTopic } from '../../state/use-topic.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useFailureToast } from '../actions/use-task.ts';
import { useUndoToast } from '../actions/use-undo-toast.ts';
import { useAgentName } from '../naming/use-agent-names.ts';
import { EditNote } from './edit-note.tsx';
import styles from './note.module.css';

/** One note: what it says, about whom, who wrote it and where; changed and forgotten in place. */
export function Note({ note }: { readonly note: NoteRow }) {
  const { t } = useTranslation();
  const edits = useTopic(createNoteEdits);
  const edit = useStore(edits.store, (state) => state.edits.get(note.id));
  const [isFresh, setFresh] = useState(false);
  const editButton = useRef<HTMLButtonElement>(null);
  const notes = useTopic(createNotes);
  const fail = useFailureToast();
  const offerUndo = useUndoToast();
  const begin = short(note.text);
  const remove = (): void => {
    offerUndo(t('memoryPage.removed', { text: begin }), notes.remove(note.id, fail));
  };
  const open = (): void => {
    setFresh(true);
    edits.type(note.id, { base: note.text, text: note.text });
  };
  const close = (): void => {
    edits.close(note.id);
    requestAnimationFrame(() => editButton.current?.focus());
  };
  return (
    <article className={styles['note']} aria-label={begin}>
      <div className={styles['body']}>
        {edit ? (
          <EditNote note={note} edit={edit} isFresh={isFresh} onClose={close} />
        ) : (
          <p className={styles['text']}>{note.text}</p>
        )}
        <Origin note={note} />
      </div>
      {!edit && (
        <div className={styles['actions']}>
          <IconButton
            ref={editButton}
            size="small"
            label={t('memoryPage.edit', { text: begin })}
            icon={<Pencil size={14} aria-hidden />}
            onClick={open}
          />
          <IconButton
            size="small"
            label={t('memoryPage.remove', { text: begin })}
            icon={<Trash2 size={14} aria-hidden />}
            onClick={remove}
          />
        </div>
      )}
    </article>
  );
}

const shownChars = 60;

function short(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length <= shownChars ? line : `${line.slice(0, shownChars - 1).trimEnd()}…`;
}

function Origin({ note }: { readonly note: NoteRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const agent = useAgentName(note.agentId);
  const { author, sessionKey, sessionId, createdAt, updatedAt } = note;
  return (
    <p className={styles['facts']}>
      <About note={note} />
      <a href={formatAddress('agents', [note.agentId])}>{agent}</a>
      <span>{t(`memoryPage.author.${author}`, { when: formats.dateTime(createdAt) })}</span>
      {updatedAt > createdAt && (
        <span>{t('memoryPage.changed', { when: formats.dateTime(updatedAt) })}</span>
      )}
      {sessionKey !== undefined && (
        <a href={chatAddress(sessionKey, { session: sessionId })}>
          {t('memoryPage.openConversation')}
        </a>
      )}
    </p>
  );
}

/** A person is a place, a chat is a conversation. */
function About({ note }: { readonly note: NoteRow }) {
  const { t } = useTranslation();
  const { about, aboutName } = note;
  const rest = about.slice(about.indexOf(':') + 1);
  const words = t('memoryPage.aboutWhom', { name: aboutName ?? rest });
  const href = about.startsWith('person:') ? formatAddress('people', [rest]) : chatAddress(rest);
  return <a href={href}>{words}</a>;
}
