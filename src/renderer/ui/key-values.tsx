import type { ReactNode } from 'react';
import styles from './key-values.module.css';

interface KeyValuesProps {
  readonly entries: readonly { readonly key: string; readonly value: ReactNode }[];
}

/** Facts with their names, one a line. */
export function KeyValues({ entries }: KeyValuesProps) {
  return (
    <dl className={styles['list']}>
      {entries.map(({ key, value }) => (
        <div key={key} className={styles['entry']}>
          <dt className={styles['key']}>{key}</dt>
          <dd className={styles['value']}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
