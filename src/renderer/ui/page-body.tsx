import type { ReactNode } from 'react';
import styles from './page-body.module.css';

interface PageBodyProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** Sections one below the other, within a page whose frame is full: it scrolls by itself. */
export function PageBody({ label, children }: PageBodyProps) {
  return (
    <div className={styles['scroll']} tabIndex={0} role="region" aria-label={label}>
      <div className={styles['body']}>{children}</div>
    </div>
  );
}
