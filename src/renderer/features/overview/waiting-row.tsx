import type { ReactNode } from 'react';
import { StatusDot, type Tone } from '../../ui/badge.tsx';
import styles from './overview.module.css';

interface WaitingRowProps {
  readonly tone: Tone;
  readonly title: string;
  readonly detail: string;
  /** What can be done. */
  readonly children: ReactNode;
}

/** One thing that waits. */
export function WaitingRow({ tone, title, detail, children }: WaitingRowProps) {
  return (
    <li className={styles['waiting']}>
      <span className={styles['waiting-dot']}>
        <StatusDot tone={tone} />
      </span>
      <span className={styles['waiting-words']}>
        <span className={styles['waiting-title']}>{title}</span>
        {detail !== '' && <span className={styles['waiting-detail']}>{detail}</span>}
      </span>
      <span className={styles['waiting-actions']}>{children}</span>
    </li>
  );
}
