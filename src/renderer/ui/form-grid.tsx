import type { ReactNode } from 'react';
import styles from './form-grid.module.css';

/** Fields of a form: one below the other, two side by side where there is room for both. */
export function FormGrid({ children }: { readonly children: ReactNode }) {
  return <div className={styles['grid']}>{children}</div>;
}

/** A field that wants the whole width of its form. */
export function FormWide({ children }: { readonly children: ReactNode }) {
  return <div className={styles['wide']}>{children}</div>;
}

/** The buttons at the end of a form. */
export function FormButtons({ children }: { readonly children: ReactNode }) {
  return <div className={styles['buttons']}>{children}</div>;
}
