import { X } from 'lucide-react';
import { useRef } from 'react';
import type { Toast } from '../state/toasts.ts';
import { Button } from './button.tsx';
import { cx } from './cx.ts';
import { IconButton } from './icon-button.tsx';
import styles from './toast-area.module.css';
import { useHeightOfBars } from './use-height-of-bars.ts';

interface ToastAreaProps {
  readonly toasts: readonly Toast[];
  readonly dismissLabel: string;
  readonly onDismiss: (id: string) => void;
}

/** The corner in which short notices appear, above bars with controls; read out politely. */
export function ToastArea({ toasts, dismissLabel, onDismiss }: ToastAreaProps) {
  const area = useRef<HTMLDivElement>(null);
  useHeightOfBars(area, toasts.length > 0);
  return (
    <div ref={area} className={styles['area']} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className={cx(styles['toast'], styles[toast.tone])}>
          <div className={styles['words']}>
            <p>{toast.text}</p>
            {toast.hint !== undefined && toast.hint !== '' && (
              <p className={styles['hint']}>{toast.hint}</p>
            )}
          </div>
          {toast.action && (
            <Button
              size="small"
              onClick={() => {
                toast.action?.run();
                onDismiss(toast.id);
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <IconButton
            size="small"
            label={dismissLabel}
            hasTooltip={false}
            icon={<X size={14} aria-hidden />}
            onClick={() => onDismiss(toast.id)}
          />
        </div>
      ))}
    </div>
  );
}
