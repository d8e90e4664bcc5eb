import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useErrorWords } from '../../i18n/use-words.ts';
import type { FileNote } from '../../state/config-editor/editor-state.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import styles from './text-notes.module.css';
import { useTextEditor } from './use-config-files.ts';
import { useSave } from './use-save.ts';

interface NoteLineProps {
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** One quiet line above the text. */
export function NoteLine({ children, actions }: NoteLineProps) {
  return (
    <div className={styles['note']} role="note">
      <span className={styles['words']}>{children}</span>
      {actions !== undefined && <span className={styles['actions']}>{actions}</span>}
    </div>
  );
}

/** What is to be told about a file: merged with what others saved, put away, not saved. */
export function TextNotes({ file }: { readonly file: string }) {
  const editor = useTextEditor();
  const notes = useStore(editor.store, (state) => state.notes);
  return (
    <div aria-live="polite">
      <SaveFailure file={file} />
      {notes
        .filter((note) => note.file === file)
        .map((note) => (
          <FileNoteLine key={note.id} note={note} />
        ))}
    </div>
  );
}

function FileNoteLine({ note }: { readonly note: FileNote }) {
  const { t } = useTranslation();
  const editor = useTextEditor();
  const texts = {
    merged: t('config.merged', { file: note.file }),
    dropped: t('config.dropped', { file: note.file }),
    'secret-lost': t('config.secretLost', { file: note.file }),
  } as const;
  const undoLabel = note.kind === 'merged' ? t('config.mergedUndo') : t('config.droppedUndo');
  return (
    <NoteLine
      actions={
        <>
          {note.before && (
            <Button size="small" onClick={() => editor.undo(note)}>
              {undoLabel}
            </Button>
          )}
          <Button size="small" look="quiet" onClick={() => editor.dismiss(note.id)}>
            {t('config.dismiss')}
          </Button>
        </>
      }
    >
      {texts[note.kind]}
    </NoteLine>
  );
}

function SaveFailure({ file }: { readonly file: string }) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const save = useSave();
  const { store } = useTextEditor();
  const failure = useStore(store, (state) => state.failure);
  if (failure?.file !== file) return null;
  return (
    <div className={styles['failure']}>
      <ErrorNotice
        title={t('config.notSaved', { file })}
        {...describe(failure.error)}
        action={
          failure.error.code === 'CONFIG_WRITE_LOSES_MOST' ? (
            <Button size="small" look="danger" onClick={() => void save(file, true)}>
              {t('config.saveAnyway')}
            </Button>
          ) : (
            <Button size="small" onClick={() => void save(file)}>
              {t('config.retry')}
            </Button>
          )
        }
      />
    </div>
  );
}
