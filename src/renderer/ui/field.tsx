import type { ComponentProps } from 'react';
import styles from './control.module.css';
import { cx } from './cx.ts';
import { Labelled, type LabelledProps } from './labelled.tsx';

interface FieldProps extends Omit<ComponentProps<'input'>, 'className' | 'id'>, LabelledProps {
  /** For names, paths and numbers of machines. */
  readonly isMono?: boolean;
}

/** A line to type in, with its name above, help and what is wrong with it below. */
export function Field({ label, help, error, isLabelHidden, aside, isMono, ...rest }: FieldProps) {
  return (
    <Labelled {...{ label, help, error, aside }} {...(isLabelHidden ? { isLabelHidden } : {})}>
      {(ids) => (
        <input
          className={cx(styles['control'], isMono === true && styles['mono'])}
          {...ids}
          {...rest}
        />
      )}
    </Labelled>
  );
}
