import type { ReactNode } from 'react';
import styles from './page-frame.module.css';

interface PageFrameProps {
  readonly title: string;
  /** One sentence below the title: what this page is for. */
  readonly lead?: string | undefined;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  /** Below the title, above what scrolls: tabs, filters, a search. */
  readonly toolbar?: ReactNode;
  /** The body is as wide as the window and scrolls by itself: editors, virtual lists, two columns. */
  readonly isFull?: boolean;
  readonly children?: ReactNode;
}

/** The frame of every page but the chat: a head that stays, and a body that scrolls. */
export function PageFrame({
  title,
  lead,
  actions,
  toolbar,
  isFull = false,
  children,
}: PageFrameProps) {
  return (
    <div className={styles['page']}>
      <header className={styles['header']}>
        <div className={styles['heading']}>
          <h1 className={styles['title']}>{title}</h1>
          {lead !== undefined && <p className={styles['lead']}>{lead}</p>}
        </div>
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </header>
      {toolbar !== undefined && <div className={styles['toolbar']}>{toolbar}</div>}
      {isFull ? (
        <div className={styles['full']}>{children}</div>
      ) : (
        // It scrolls, so it can be reached and scrolled by keyboard.
        <div className={styles['scroll']} tabIndex={0} role="region" aria-label={title}>
          <div className={styles['body']}>{children}</div>
        </div>
      )}
    </div>
  );
}
