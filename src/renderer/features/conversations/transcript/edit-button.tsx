import { GitBranch, Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Transcript } from '../../../state/inspection/transcript.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormButtons } from '../../../ui/form-grid.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import styles from './edit-button.module.css';
import { useStepIn } from './use-step-in.ts';

interface EditButtonProps {
  readonly transcript: Transcript;
  readonly messageId: string;
  readonly text: string;
}

/** Asks again from this message with other words; what followed stays as a branch. */
export function EditButton(props: EditButtonProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton
        size="small"
        label={t('inspect.edit')}
        icon={<Pencil size={13} aria-hidden />}
        onClick={() => setOpen(true)}
      />
      {isOpen && <EditDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

interface EditDialogProps extends EditButtonProps {
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
