import type { ReactNode } from 'react';
import styles from './figure-list.module.css';

interface FigureListProps {
  /** Those without a value are left out. */
  readonly figures: readonly { readonly name: string; readonly value: ReactNode | undefined }[];
}

/** Figures with their names above them, as many in a line as there is room for. */
export function FigureList({ figures }: FigureListProps) {
  const known = figures.filter(({ value }) => value !== undefined);
  return (
    <dl className={styles['list']}>
      {known.map(({ name, value }) => (
        <div key={name}>
          <dt className={styles['name']}>{name}</dt>
          <dd className={styles['value']}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
