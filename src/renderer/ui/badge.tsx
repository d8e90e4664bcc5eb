import type { ReactNode } from 'react';
import styles from './badge.module.css';
import { cx } from './cx.ts';

export type Tone = 'plain' | 'ok' | 'warn' | 'bad' | 'live';

interface BadgeProps {
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

/** A word or two that belong to something. */
export function Badge({ tone = 'plain', icon, children }: BadgeProps) {
  return (
    <span className={cx(styles['badge'], styles[tone])}>
      {icon}
      {children}
    </span>
  );
}

interface StatusDotProps {
  readonly tone: Tone;
  /** What the dot says, for those who don't see it. Leave it out where the words stand beside it. */
  readonly label?: string;
}

/** How something is, as a dot. Colour never says it alone: a label or words go with it. */
export function StatusDot({ tone, label }: StatusDotProps) {
  return (
    <span
      className={cx(styles['dot'], styles[`dot-${tone}`])}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  );
}
