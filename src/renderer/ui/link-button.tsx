import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';
import { cx } from './cx.ts';
import link from './link-button.module.css';

interface LinkButtonProps extends Omit<ComponentProps<'a'>, 'className'> {
  readonly href: string;
  readonly look?: 'primary' | 'outline' | 'quiet';
  readonly size?: 'normal' | 'small';
  readonly icon?: ReactNode;
}

/** A way to another place that stands where buttons stand. */
export function LinkButton({
  look = 'outline',
  size = 'normal',
  icon,
  children,
  ...rest
}: LinkButtonProps) {
  return (
    <a
      className={cx(link['link'], styles['button'], styles[look], styles[size])}
      data-look={look}
      {...rest}
    >
      {icon}
      <span className={styles['label']}>{children}</span>
    </a>
  );
}
