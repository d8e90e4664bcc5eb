import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './disclosure.module.css';

interface DisclosureProps {
  readonly summary: ReactNode;
  /** At the right of the summary: a figure. */
  readonly aside?: ReactNode;
  readonly isOpenAtFirst?: boolean;
  readonly children: ReactNode;
}

/** More for those who want it, on the browser's own element. */
export function Disclosure({ summary, aside, isOpenAtFirst = false, children }: DisclosureProps) {
  return (
    <details className={styles['details']} open={isOpenAtFirst}>
      <summary className={styles['summary']} data-wide={aside === undefined ? undefined : true}>
        <ChevronRight className={styles['mark']} size={14} aria-hidden />
        <span>{summary}</span>
        {aside !== undefined && <span className={styles['aside']}>{aside}</span>}
      </summary>
      <div className={styles['body']}>{children}</div>
    </details>
  );
}
