import type { KeyboardEvent, SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { limits } from '../../../shared/config/limits.ts';
import type { NoteRow } from '../../../shared/protocol/memory.ts';
import { createNoteEdits, type NoteEdit } from '../../state/note-edits.ts';
import { createNotes } from '../../state/notes.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import { FormButtons } from '../../ui/form-grid.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { useTask } from '../actions/use-task.ts';
import { useUndoToast } from '../actions/use-undo-toast.ts';
import styles from './note.module.css';

interface EditNoteProps {
  readonly note: NoteRow;
  readonly edit: NoteEdit;
  /** It was opened just now, and did not only come into sight again. */
  readonly isFresh: boolean;
  readonly onClose: () => void;
}

/** Changes a note where it stands; Ctrl and Enter save it, Esc leaves it as it was. */
export function EditNote({ note, edit, isFresh, onClose }: EditNoteProps) {
  const { t } = useTranslation();
  const { update } = useTopic(createNotes);
  const task = useTask();
  const offerUndo = useUndoToast();
  const edits = useTopic(createNoteEdits);
  const { text } = edit;
  const save = async (): Promise<void> => {
    const next = text.trim();
    if (next === '') return;
    if (next !== note.text) {
      if (!(await task.run(() => update(note.id, next)))) return;
      offerUndo(t('memoryPage.saved'), () => void task.run(() => update(note.id, note.text)));
    }
    onClose();
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void save();
  };
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
  };
  return (
    <form className={styles['form']} onSubmit={submit} onKeyDown={handleKey}>
      <TextArea
        label={t('memoryPage.note')}
        help={t('memoryPage.editHelp')}
        autoFocus={isFresh}
        maxLength={limits.memory.noteChars}
        value={text}
        onChange={({ target }) => edits.type(note.id, { ...edit, text: target.value })}
      />
      <FormButtons>
        <Button
          type="submit"
          look="primary"
          size="small"
          disabled={task.isBusy || text.trim() === ''}
        >
          {t('memoryPage.save')}
        </Button>
        <Button size="small" onClick={onClose}>
          {t('toolsPage.cancel')}
        </Button>
      </FormButtons>
    </form>
  );
}
