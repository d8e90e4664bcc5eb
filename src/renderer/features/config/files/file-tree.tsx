import { FileCode2 } from 'lucide-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { fileAddress } from '../config-address.ts';
import type { ConfigFileRow } from '../use-config-files.ts';
import { FileMarks } from './file-marks.tsx';
import styles from './files.module.css';

interface FileTreeProps {
  readonly rows: readonly ConfigFileRow[];
  readonly current: string | undefined;
}

/** Root and includes, each a place of its own. */
export function FileTree({ rows, current }: FileTreeProps) {
  const { t } = useTranslation();
  return (
    <nav className={styles['tree']} aria-label={t('config.files')}>
      <h2 className={styles['title']}>{t('config.files')}</h2>
      <ul className={styles['rows']}>
        {rows.map((row) => (
          <li key={row.name} style={{ '--depth': String(row.depth) } as CSSProperties}>
            <a
              className={styles['row']}
              href={fileAddress(row.name)}
              aria-current={row.name === current ? 'page' : undefined}
              title={row.name}
            >
              <FileCode2 size={14} aria-hidden />
              <span className={styles['name']}>{row.name}</span>
              <span className={styles['marks']}>
                <FileMarks row={row} />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
