import type { ReactNode } from 'react';
import styles from './list-head.module.css';

/** Above a list to choose from, and always in sight: a search, filters, what makes a new one. */
export function ListHead({ children }: { readonly children: ReactNode }) {
  return <div className={styles['head']}>{children}</div>;
}
