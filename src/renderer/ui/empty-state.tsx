import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

interface EmptyStateProps {
  readonly title: string;
  /** Why there is nothing, and what brings something. */
  readonly hint: string;
  readonly action?: ReactNode;
}

/** Where something will be. */
export function EmptyState({ title, hint, action }: EmptyStateProps) {
  return (
    <div className={styles['empty']} data-empty>
      <p className={styles['title']}>{title}</p>
      <p className={styles['hint']}>{hint}</p>
      {action !== undefined && <div className={styles['action']}>{action}</div>}
    </div>
  );
}
