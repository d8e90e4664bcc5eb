import { ArrowLeft } from 'lucide-react';
import { cx } from '../../ui/cx.ts';
import styles from './back-link.module.css';

interface BackLinkProps {
  readonly href: string;
  readonly label: string;
  /** Which pane it leads out of: it is shown where the one before is not in sight. */
  readonly from: 'conversation' | 'trace';
}

/** The way back where there is no room for what one came from. */
export function BackLink({ href, label, from }: BackLinkProps) {
  return (
    <a className={cx(styles['back'], styles[from])} href={href} aria-label={label} title={label}>
      <ArrowLeft size={16} aria-hidden />
    </a>
  );
}
