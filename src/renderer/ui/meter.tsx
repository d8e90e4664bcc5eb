import { cx } from './cx.ts';
import styles from './meter.module.css';

interface MeterProps {
  /** What is measured, read out with `text`. */
  readonly label: string;
  /** 0 to 1; more is shown as full. */
  readonly share: number;
  /** The figures in words, such as "0.40 of 2.00 $". */
  readonly text: string;
}

/** How much of something is used. Turns to warning from 80 % and to bad when it is all used. */
export function Meter({ label, share, text }: MeterProps) {
  // Nothing of nothing: all there is is used.
  const known = Number.isNaN(share) ? 1 : share;
  const shown = Math.max(0, Math.min(1, known));
  const tone = known >= 1 ? 'bad' : known >= 0.8 ? 'warn' : 'ok';
  return (
    <div
      className={styles['meter']}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(shown * 100)}
      aria-valuetext={text}
    >
      <span className={styles['track']}>
        <span
          className={cx(styles['fill'], styles[tone])}
          style={{ '--share': String(shown) } as React.CSSProperties}
        />
      </span>
      <span className={styles['text']}>{text}</span>
    </div>
  );
}
