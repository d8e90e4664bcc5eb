import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import control from './control.module.css';
import { cx } from './cx.ts';
import { Labelled, type LabelledProps } from './labelled.tsx';
import styles from './select.module.css';

export interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly isDisabled?: boolean;
}

interface SelectProps<T extends string>
  extends Omit<ComponentProps<'select'>, 'className' | 'id' | 'value' | 'onChange'>, LabelledProps {
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChoose: (value: T) => void;
}

/** One of several, on the browser's own list: it is known to everybody and to every reader. */
export function Select<T extends string>({
  label,
  help,
  error,
  isLabelHidden,
  aside,
  value,
  options,
  onChoose,
  ...rest
}: SelectProps<T>) {
  return (
    <Labelled {...{ label, help, error, aside }} {...(isLabelHidden ? { isLabelHidden } : {})}>
      {(ids) => (
        <span className={styles['frame']}>
          <select
            className={cx(control['control'], styles['select'])}
            value={value}
            onChange={(event) => {
              const chosen = options.find((option) => option.value === event.target.value);
              if (chosen) onChoose(chosen.value);
            }}
            {...ids}
            {...rest}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.isDisabled ?? false}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown className={styles['arrow']} size={14} aria-hidden />
        </span>
      )}
    </Labelled>
  );
}
