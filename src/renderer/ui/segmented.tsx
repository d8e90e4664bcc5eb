import { useId } from 'react';
import type { Option } from './select.tsx';
import styles from './segmented.module.css';

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChoose: (value: T) => void;
}

/** One of a few, all in sight. Radio buttons underneath: arrows move the choice. */
export function Segmented<T extends string>({
  label,
  value,
  options,
  onChoose,
}: SegmentedProps<T>) {
  const name = useId();
  return (
    <div className={styles['group']} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={styles['option']}>
          <input
            type="radio"
            className={styles['input']}
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.isDisabled ?? false}
            onChange={() => onChoose(option.value)}
          />
          <span className={styles['face']}>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
