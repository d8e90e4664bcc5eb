import { useId, type ReactNode } from 'react';
import styles from './labelled.module.css';

/** What a control takes to be tied to its name, help and error. */
export interface ControlIds {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
}

export interface LabelledProps {
  readonly label: string;
  /** One or two sentences below the control. */
  readonly help?: ReactNode;
  /** What is wrong with what stands in it; read out at once. */
  readonly error?: string | undefined;
  /** The name is read out only, where a table or a toolbar shows it otherwise. */
  readonly isLabelHidden?: boolean;
  /** At the right of the name: a mark, a small button. */
  readonly aside?: ReactNode;
}

interface Props extends LabelledProps {
  readonly children: (ids: ControlIds) => ReactNode;
}

/** A control with its name above, and help and error below. */
export function Labelled({ label, help, error, isLabelHidden = false, aside, children }: Props) {
  const id = useId();
  const described = [
    help === undefined ? undefined : `${id}-help`,
    error === undefined ? undefined : `${id}-error`,
  ].filter((part) => part !== undefined);
  return (
    <div className={styles['labelled']}>
      <div className={isLabelHidden ? 'visually-hidden' : styles['head']}>
        <label className={styles['label']} htmlFor={id}>
          {label}
        </label>
        {aside}
      </div>
      {children({
        id,
        'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
        'aria-invalid': error !== undefined,
      })}
      {help !== undefined && (
        <div id={`${id}-help`} className={styles['help']}>
          {help}
        </div>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className={styles['error']} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
