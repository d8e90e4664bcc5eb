import type { DiffPart } from './diff-words.ts';
import styles from './diff-text.module.css';

/** A text with the words marked that another one does not have. */
export function DiffText({ parts }: { readonly parts: readonly DiffPart[] }) {
  return (
    <p className={styles['text']}>
      {parts.map(({ text, isShared }, index) =>
        isShared ? <span key={index}>{text}</span> : <mark key={index}>{text}</mark>,
      )}
    </p>
  );
}
