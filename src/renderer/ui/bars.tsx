import styles from './bars.module.css';

export interface Bar {
  readonly id: string;
  /** Under the bar, where there is room. */
  readonly label: string;
  readonly value: number;
  /** What is said of it: label and value in words. */
  readonly text: string;
}

interface BarsProps {
  /** What the bars show. */
  readonly label: string;
  readonly bars: readonly Bar[];
  /** The value of the highest line, in words. */
  readonly topText: string;
  /** Said in place of bars when all of them are nothing. */
  readonly emptyText: string;
  readonly size?: 'small' | 'normal';
}

/**
 * Values over time as bars. Readers get a list of the same values; a bar tells its own when one
 * points at it.
 */
export function Bars({ label, bars, topText, emptyText, size = 'normal' }: BarsProps) {
  const top = Math.max(...bars.map(({ value }) => value), 0);
  const every = Math.max(1, Math.ceil(bars.length / 6));
  return (
    <figure className={styles['figure']} data-size={size}>
      <figcaption className="visually-hidden">{label}</figcaption>
      <div className={styles['plot']} data-empty={top === 0 || undefined} aria-hidden>
        <span className={styles['top']}>{top > 0 ? topText : emptyText}</span>
        {bars.map(({ id, value, text }) => (
          <span key={id} className={styles['slot']} title={text}>
            <span
              className={styles['bar']}
              data-empty={value === 0 || undefined}
              style={{ '--share': String(top > 0 ? value / top : 0) } as React.CSSProperties}
            />
          </span>
        ))}
      </div>
      <div className={styles['labels']} aria-hidden>
        {bars.map(({ id, label: name }, index) => {
          const fromEnd = bars.length - 1 - index;
          return (
            <span
              key={id}
              className={styles['label']}
              data-second={(fromEnd / every) % 2 === 1 || undefined}
            >
              {fromEnd % every === 0 ? name : ''}
            </span>
          );
        })}
      </div>
      <ul className="visually-hidden">
        {bars.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
    </figure>
  );
}
