import { plainWords } from './plain-words.ts';
import styles from './snippet.module.css';
import { splitSnippet } from './split-snippet.ts';

/** Where a search found something: some words of a message, with those marked that fit. */
export function Snippet({ text: found }: { readonly text: string }) {
  return (
    <span className={styles['snippet']}>
      {splitSnippet(plainWords(found)).map(({ text, isMatch }, index) =>
        isMatch ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
      )}
    </span>
  );
}
