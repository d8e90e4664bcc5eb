import { ArrowLeft } from 'lucide-react';
import { cx } from '../../ui/cx.ts';
import { usePlace } from './use-place.ts';
import styles from './back-link.module.css';

interface BackLinkProps {
  readonly href: string;
  readonly label: string;
  /** Which pane it leads out of: it is shown where the one before is not in sight. */
  readonly from: 'conversation' | 'trace';
}

/** The way back where there is no room for what one came from. */
export function BackLink({ href, label, from }: BackLinkProps) {
  // Where two panes have room, a trace takes that of the list.
  const { turnId } = usePlace();
  return (
    <a
      className={cx(styles['back'], styles[from])}
      href={href}
      aria-label={label}
      title={label}
      data-beside-trace={turnId !== undefined}
    >
      <ArrowLeft size={16} aria-hidden />
    </a>
  );
}
