import type { ReactNode } from 'react';
import styles from './tabs.module.css';

export interface Tab {
  readonly id: string;
  readonly label: string;
  /** An address: tabs are places, so that reload and the way back work. */
  readonly href: string;
  /** How many wait there. */
  readonly mark?: ReactNode;
}

interface TabsProps {
  readonly label: string;
  readonly current: string;
  readonly tabs: readonly Tab[];
}

/** Places within a page, as links. */
export function Tabs({ label, current, tabs }: TabsProps) {
  return (
    <nav aria-label={label}>
      <ul className={styles['tabs']}>
        {tabs.map((tab) => (
          <li key={tab.id}>
            <a
              className={styles['tab']}
              href={tab.href}
              aria-current={tab.id === current ? 'page' : undefined}
            >
              {tab.label}
              {tab.mark}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
