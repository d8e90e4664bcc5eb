import { ChevronRight } from 'lucide-react';
import { Markdown } from './markdown/markdown.tsx';
import styles from './notice-line.module.css';
import { splitNotice } from './split-notice.ts';

/** Something the program said to its owner in a chat: one line, the rest on demand. */
export function NoticeLine({ text }: { readonly text: string }) {
  const { line, hasMore } = splitNotice(text);
  if (!hasMore) return <Markdown text={text} />;
  return (
    <details className={styles['notice']}>
      <summary className={styles['line']}>
        <ChevronRight className={styles['chevron']} size={13} aria-hidden />
        <span className={styles['words']}>{line}</span>
      </summary>
      <div className={styles['more']}>
        <Markdown text={text} />
      </div>
    </details>
  );
}
