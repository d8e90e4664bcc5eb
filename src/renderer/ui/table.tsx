import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './table.module.css';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Takes the width that the others leave; what is in it is cut there and makes nothing wider. */
  readonly isRest?: boolean;
  /** Figures stand at the right, in the mono face. */
  readonly isFigure?: boolean;
  /** Left out below 900 px: nothing one needs to decide. */
  readonly isWideOnly?: boolean;
  /** The title is read out only, as for a column of buttons. */
  readonly isTitleHidden?: boolean;
}

interface TableProps<Row> {
  /** What the table lists. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The first lines of a row stand at one height, whatever is in its cells. */
  readonly isOnOneLine?: boolean;
  /** The row that is looked at elsewhere on the page. */
  readonly currentKey?: string | undefined;
}

/** A table of a size that can be drawn whole. Longer lists are virtual. */
export function Table<Row>({
  label,
  columns,
  rows,
  keyOf,
  currentKey,
  isOnOneLine = false,
}: TableProps<Row>) {
  const faceOf = (column: Column<Row>): string =>
    cx(
      column.isFigure === true && styles['figure'],
      column.isWideOnly === true && styles['wide'],
      column.isRest === true && styles['rest'],
    );
  return (
    <div className={styles['scroll']} tabIndex={0} role="region" aria-label={label}>
      <table className={cx(styles['table'], isOnOneLine && styles['onOneLine'])}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={faceOf(column)}>
                <span className={cx(column.isTitleHidden === true && 'visually-hidden')}>
                  {column.title}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} aria-current={keyOf(row) === currentKey ? 'true' : undefined}>
              {columns.map((column) => (
                <td key={column.id} className={faceOf(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
