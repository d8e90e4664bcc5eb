import { X } from 'lucide-react';
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './dialog.module.css';
import { IconButton } from './icon-button.tsx';

interface DialogProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  /** As wide as the window allows, for what wants to be large. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/**
 * A dialog over the page, on the browser's own element: it keeps the focus, makes the rest inert,
 * closes with Esc and gives the focus back. It is open as long as it is rendered. What is marked
 * with `data-autofocus` gets the focus first.
 */
export function Dialog({ title, closeLabel, onClose, isWide = false, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const isPressedBeside = useRef(false);
  // Closed before it leaves the page: only then does the browser give the focus back.
  useLayoutEffect(() => {
    const dialog = element.current;
    if (dialog && !dialog.open) {
      dialog.showModal();
      // The browser would take the first thing it finds, which is the way out.
      dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    }
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      className={cx(styles['dialog'], isWide && styles['wide'])}
      aria-labelledby={titleId}
      // Closes this and nothing else: behind it the same key may stop an answer.
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.stopPropagation();
      }}
      onCancel={(event) => {
        // A file that was not chosen after all tells so by an event of the same name.
        if (event.target !== element.current) return;
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        isPressedBeside.current = event.target === element.current;
      }}
      onClick={(event) => {
        // Who marks a text with the mouse may let go beside the dialog, and has not left it.
        if (isPressedBeside.current && event.target === element.current) onClose();
      }}
    >
      <div className={styles['panel']}>
        <header className={styles['header']}>
          <h2 id={titleId} className={styles['title']}>
            {title}
          </h2>
          <IconButton
            label={closeLabel}
            icon={<X size={16} aria-hidden />}
            onClick={onClose}
            hasTooltip={false}
          />
        </header>
        <div className={styles['body']}>{children}</div>
      </div>
    </dialog>
  );
}
