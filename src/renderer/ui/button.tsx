import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';
import { cx } from './cx.ts';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  /** primary: the one thing to do here; outline: an offer; quiet: beside others; danger: removes. */
  readonly look?: 'primary' | 'outline' | 'quiet' | 'danger';
  readonly size?: 'normal' | 'small';
  readonly icon?: ReactNode;
  readonly isWide?: boolean;
}

/** A button with words. */
export function Button({
  look = 'outline',
  size = 'normal',
  icon,
  isWide = false,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      data-look={look}
      className={cx(styles['button'], styles[look], styles[size], isWide && styles['wide'])}
      {...rest}
    >
      {icon}
      {children !== undefined && <span className={styles['label']}>{children}</span>}
    </button>
  );
}
