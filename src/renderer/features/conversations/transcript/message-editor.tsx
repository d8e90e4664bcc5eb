import { GitBranch, Pencil } from 'lucide-react';
import { createContext, use, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Transcript } from '../../../state/inspection/transcript.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormButtons } from '../../../ui/form-grid.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import styles from './message-editor.module.css';
import { useStepIn } from './use-step-in.ts';

interface EditedMessage {
  readonly messageId: string;
  readonly text: string;
}

const EditorContext = createContext<(message: EditedMessage) => void>(() => undefined);

interface MessageEditorProps {
  readonly transcript: Transcript;
  readonly children: ReactNode;
}

/** Holds the message that is changed, so that what was typed stays when its row scrolls away. */
export function MessageEditor({ transcript, children }: MessageEditorProps) {
  const [edited, setEdited] = useState<EditedMessage>();
  return (
    <EditorContext value={setEdited}>
      {children}
      {edited && (
        <EditDialog {...edited} transcript={transcript} onClose={() => setEdited(undefined)} />
      )}
    </EditorContext>
  );
}

/** Asks again from this message with other words; what followed stays as a branch. */
export function EditButton(message: EditedMessage) {
  const { t } = useTranslation();
  const edit = use(EditorContext);
  return (
    <IconButton
      size="small"
      label={t('inspect.edit')}
      icon={<Pencil size={13} aria-hidden />}
      onClick={() => edit(message)}
    />
  );
}

interface EditDialogProps extends EditedMessage {
  readonly transcript: Transcript;
  readonly onClose: () => void;
}

function EditDialog({ transcript, messageId, text: before, onClose }: EditDialogProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(before);
  const { edit, isBusy } = useStepIn(transcript);
  const submit = async (): Promise<void> => {
    if (await edit(messageId, text.trim())) onClose();
  };
  return (
    <Dialog title={t('inspect.edit')} closeLabel={t('common.close')} onClose={onClose}>
      <div className={styles['form']}>
        <TextArea
          label={t('inspect.question')}
          help={t('inspect.editHint')}
          rows={4}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <FormButtons>
          <Button
            look="primary"
            icon={<GitBranch size={14} aria-hidden />}
            disabled={isBusy || text.trim() === '' || text.trim() === before.trim()}
            onClick={() => void submit()}
          >
            {t('inspect.askAgain')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </FormButtons>
      </div>
    </Dialog>
  );
}
