import type { ReactNode } from 'react';
import { StatusDot, type Tone } from '../../ui/badge.tsx';
import styles from './notices.module.css';

interface NoticeProps {
  readonly tone: Tone;
  readonly title: string;
  readonly detail: string;
  /** Where to look, as in `openclaw.json, line 3`. */
  readonly place?: string | undefined;
  /** The page that tells more and mends it. */
  readonly href?: string | undefined;
  /** Between the words and what can be done. */
  readonly more?: ReactNode;
  readonly children?: ReactNode;
}

/** One thing that needs somebody. */
export function Notice({ tone, title, detail, place, href, more, children }: NoticeProps) {
  return (
    <article className={styles['notice']}>
      <p className={styles['title']}>
        <StatusDot tone={tone} />
        {href === undefined ? title : <a href={href}>{title}</a>}
      </p>
      {detail !== '' && <p className={styles['detail']}>{detail}</p>}
      {place !== undefined && place !== '' && <p className={styles['place']}>{place}</p>}
      {more}
      {children !== undefined && <div className={styles['actions']}>{children}</div>}
    </article>
  );
}
