import { useId, type ReactNode } from 'react';
import styles from './effects.module.css';

interface PanelSectionProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A part of the panel beside the text. */
export function PanelSection({ title, children }: PanelSectionProps) {
  const id = useId();
  return (
    <section className={styles['section']} aria-labelledby={id}>
      <h2 id={id} className={styles['title']}>
        {title}
      </h2>
      {children}
    </section>
  );
}
