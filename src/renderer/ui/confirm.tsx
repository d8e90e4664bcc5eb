import { useState, type ReactNode } from 'react';
import { Button } from './button.tsx';
import styles from './confirm.module.css';
import { Dialog } from './dialog.tsx';

interface ConfirmProps {
  readonly title: string;
  /** What will be gone, and that it can't come back. */
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly cancelLabel: string;
  readonly isDangerous?: boolean;
  readonly onConfirm: () => void | Promise<void>;
  readonly onClose: () => void;
}

/** Asks before something that can't be undone. What can be undone is done at once, with a way back. */
export function Confirm({
  title,
  children,
  confirmLabel,
  cancelLabel,
  isDangerous = true,
  onConfirm,
  onClose,
}: ConfirmProps) {
  const [isBusy, setBusy] = useState(false);
  const confirm = async (): Promise<void> => {
    setBusy(true);
    try {
      await onConfirm();
    } finally {
      setBusy(false);
      onClose();
    }
  };
  return (
    <Dialog title={title} closeLabel={cancelLabel} onClose={onClose}>
      <div className={styles['text']}>{children}</div>
      <div className={styles['buttons']}>
        <Button onClick={onClose} data-autofocus>
          {cancelLabel}
        </Button>
        <Button
          look={isDangerous ? 'danger' : 'primary'}
          disabled={isBusy}
          onClick={() => void confirm()}
        >
          {confirmLabel}
        </Button>
      </div>
    </Dialog>
  );
}
