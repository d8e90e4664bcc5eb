import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './error-notice.module.css';

interface ErrorNoticeProps {
  /** What could not be done; left out where that is plain. */
  readonly title?: string;
  readonly message: string;
  /** What a person can do. */
  readonly hint: string;
  /** The stable code, to search for. */
  readonly code: string;
  readonly tone?: 'bad' | 'warn';
  readonly action?: ReactNode;
}

/** A failure in full: what, what to do, and the code. */
export function ErrorNotice({
  title,
  message,
  hint,
  code,
  tone = 'bad',
  action,
}: ErrorNoticeProps) {
  return (
    <div className={cx(styles['notice'], styles[tone])} role="group" aria-label={title ?? message}>
      <TriangleAlert className={styles['icon']} size={16} aria-hidden />
      <div className={styles['body']}>
        {title !== undefined && <p className={styles['title']}>{title}</p>}
        <p className={title === undefined ? styles['title'] : undefined}>{message}</p>
        {hint !== '' && <p className={styles['hint']}>{hint}</p>}
        <div className={styles['foot']}>
          {action}
          <code className={styles['code']}>{code}</code>
        </div>
      </div>
    </div>
  );
}
