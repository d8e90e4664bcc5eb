import type { ReactNode } from 'react';
import styles from './split-view.module.css';

interface SplitViewProps {
  /** A list to choose from. */
  readonly list: ReactNode;
  readonly listLabel: string;
  /** What was chosen; without it narrow windows show the list. */
  readonly detail: ReactNode;
  readonly hasDetail: boolean;
}

/** A list and what was chosen from it, side by side; in a narrow window one of them. */
export function SplitView({ list, listLabel, detail, hasDetail }: SplitViewProps) {
  return (
    <div className={styles['split']} data-detail={hasDetail || undefined}>
      <section className={styles['list']} aria-label={listLabel}>
        {list}
      </section>
      <div className={styles['detail']}>{detail}</div>
    </div>
  );
}
