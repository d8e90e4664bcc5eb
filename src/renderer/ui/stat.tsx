import type { ReactNode } from 'react';
import type { Tone } from './badge.tsx';
import { cx } from './cx.ts';
import styles from './stat.module.css';

interface StatProps {
  readonly label: string;
  readonly value: ReactNode;
  /** Below the figure: what it is compared with, or made of. */
  readonly note?: ReactNode;
  readonly tone?: Tone;
  /** One click to the place. */
  readonly href?: string;
}

/** One figure with its name. Put several into a `StatRow`. */
export function Stat({ label, value, note, tone = 'plain', href }: StatProps) {
  const inner = (
    <>
      <span className={styles['label']}>{label}</span>
      <span className={cx(styles['value'], styles[tone])}>{value}</span>
      {note !== undefined && <span className={styles['note']}>{note}</span>}
    </>
  );
  return href === undefined ? (
    <div className={styles['stat']}>{inner}</div>
  ) : (
    <a className={cx(styles['stat'], styles['link'])} href={href}>
      {inner}
    </a>
  );
}

/** Figures side by side, as many as there is room for. */
export function StatRow({ children }: { readonly children: ReactNode }) {
  return <div className={styles['row']}>{children}</div>;
}
