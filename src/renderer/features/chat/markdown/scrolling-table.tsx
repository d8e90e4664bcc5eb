import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './markdown.module.css';

/** A table that scrolls by itself where it is wider than the text. */
export function ScrollingTable({ children }: ComponentProps<'table'>) {
  const { t } = useTranslation();
  return (
    <div className={styles['table']} role="region" aria-label={t('markdown.table')} tabIndex={0}>
      <table>{children}</table>
    </div>
  );
}
