import type { ReactNode } from 'react';
import styles from './list-link.module.css';

interface ListLinkProps {
  readonly href: string;
  readonly isCurrent: boolean;
  readonly title: ReactNode;
  /** Below the title, smaller. */
  readonly note?: ReactNode;
  /** At the right: a mark, a figure, a moment. */
  readonly aside?: ReactNode;
  readonly icon?: ReactNode;
}

/** One row of a list to choose from; a link, so that it is a place. */
export function ListLink({ href, isCurrent, title, note, aside, icon }: ListLinkProps) {
  return (
    <a className={styles['row']} href={href} aria-current={isCurrent ? 'true' : undefined}>
      {icon !== undefined && <span className={styles['icon']}>{icon}</span>}
      <span className={styles['words']}>
        <span className={styles['title']}>{title}</span>
        {note !== undefined && <span className={styles['note']}>{note}</span>}
      </span>
      {aside !== undefined && <span className={styles['aside']}>{aside}</span>}
    </a>
  );
}
