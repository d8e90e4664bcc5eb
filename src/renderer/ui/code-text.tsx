import styles from './code-text.module.css';

interface CodeTextProps {
  /** What it is, for those who scroll it by keyboard. */
  readonly label: string;
  readonly text: string;
  readonly wraps?: boolean;
}

/** A text of a machine as it is: scrolled, never run, never taken for markup. */
export function CodeText({ label, text, wraps = false }: CodeTextProps) {
  return (
    <pre
      className={styles['code']}
      data-wraps={wraps || undefined}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      {text}
    </pre>
  );
}
