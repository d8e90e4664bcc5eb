import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './icon-button.module.css';
import { Tooltip } from './tooltip.tsx';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'aria-label'> {
  /** What it does: read out, and shown on hover and focus. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly look?: 'quiet' | 'primary';
  readonly size?: 'normal' | 'small';
  /** Where the label can be read anyway. */
  readonly hasTooltip?: boolean;
}

/** A button without words, which has a name all the same. */
export function IconButton({
  label,
  icon,
  look = 'quiet',
  size = 'normal',
  hasTooltip = true,
  ...rest
}: IconButtonProps) {
  const button = (
    <button
      type="button"
      aria-label={label}
      className={cx(styles['button'], styles[look], styles[size])}
      {...rest}
    >
      {icon}
    </button>
  );
  return hasTooltip ? <Tooltip text={label}>{button}</Tooltip> : button;
}
