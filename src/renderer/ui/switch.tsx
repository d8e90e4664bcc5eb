import { useId, type ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './switch.module.css';

interface SwitchProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onSwitch: (isOn: boolean) => void;
  /** Below the name: what it does, or why it can't be switched. */
  readonly help?: ReactNode;
  readonly isDisabled?: boolean;
  readonly isLabelHidden?: boolean;
}

/** On or off, effective at once or with the form it stands in. */
export function Switch({
  label,
  isOn,
  onSwitch,
  help,
  isDisabled = false,
  isLabelHidden = false,
}: SwitchProps) {
  const id = useId();
  return (
    <div className={styles['row']}>
      <button
        type="button"
        role="switch"
        aria-checked={isOn}
        aria-labelledby={`${id}-label`}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        className={styles['switch']}
        disabled={isDisabled}
        onClick={() => onSwitch(!isOn)}
      >
        <span className={styles['thumb']} />
      </button>
      <div className={cx(isLabelHidden && help === undefined && 'visually-hidden')}>
        <label
          id={`${id}-label`}
          className={isLabelHidden ? 'visually-hidden' : styles['label']}
          onClick={() => {
            if (!isDisabled) onSwitch(!isOn);
          }}
        >
          {label}
        </label>
        {help !== undefined && (
          <div id={`${id}-help`} className={styles['help']}>
            {help}
          </div>
        )}
      </div>
    </div>
  );
}
