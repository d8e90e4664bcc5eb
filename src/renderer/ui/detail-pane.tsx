import { ArrowLeft } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import styles from './detail-pane.module.css';

interface DetailPaneProps {
  readonly title: ReactNode;
  /** Below the title: a sentence, or marks. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  /** In narrow windows the way back to the list. */
  readonly backHref: string;
  readonly backLabel: string;
  readonly children?: ReactNode;
}

/** What was chosen from a list: its name, what can be done with it, and its sections. */
export function DetailPane({
  title,
  lead,
  actions,
  backHref,
  backLabel,
  children,
}: DetailPaneProps) {
  const id = useId();
  return (
    <article className={styles['pane']} aria-labelledby={id}>
      <header className={styles['header']}>
        <div className={styles['heading']}>
          <a className={styles['back']} href={backHref}>
            <ArrowLeft size={14} aria-hidden />
            {backLabel}
          </a>
          <h2 id={id} className={styles['title']}>
            {title}
          </h2>
          {lead !== undefined && <div className={styles['lead']}>{lead}</div>}
        </div>
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </header>
      {children}
    </article>
  );
}
