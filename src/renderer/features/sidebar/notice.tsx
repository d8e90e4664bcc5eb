import type { ReactNode } from 'react';
import { StatusDot, type Tone } from '../../ui/badge.tsx';
import styles from './notices.module.css';

interface NoticeProps {
  readonly tone: Tone;
  readonly title: string;
  readonly detail: string;
  readonly hint?: string | undefined;
  /** Where to look, as in `openclaw.json, line 3`. */
  readonly place?: string | undefined;
  readonly code?: string | undefined;
  /** Between the words and what can be done. */
  readonly more?: ReactNode;
  readonly children?: ReactNode;
}

/** One thing that needs somebody. */
export function Notice({ tone, title, detail, hint, place, code, more, children }: NoticeProps) {
  return (
    <article className={styles['notice']}>
      <p className={styles['title']}>
        <StatusDot tone={tone} />
        {title}
      </p>
      {detail !== '' && <p className={styles['detail']}>{detail}</p>}
      {place !== undefined && place !== '' && <p className={styles['place']}>{place}</p>}
      {hint !== undefined && hint !== '' && <p className={styles['detail']}>{hint}</p>}
      {code !== undefined && <code className={styles['place']}>{code}</code>}
      {more}
      {children !== undefined && <div className={styles['actions']}>{children}</div>}
    </article>
  );
}
