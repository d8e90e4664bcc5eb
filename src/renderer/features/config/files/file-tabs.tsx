import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/icon-button.tsx';
import { fileAddress } from '../config-address.ts';
import type { ConfigFileRow } from '../use-config-files.ts';
import { FileMarks } from './file-marks.tsx';
import styles from './files.module.css';

interface FileTabsProps {
  readonly rows: readonly ConfigFileRow[];
  readonly current: string;
  /** Absent: every file has its tab for good. */
  readonly onClose?: ((name: string) => void) | undefined;
}

/** The files that are open. Closing one loses nothing: unsaved text stays. */
export function FileTabs({ rows, current, onClose }: FileTabsProps) {
  const { t } = useTranslation();
  return (
    <nav className={styles['tabs']} aria-label={t('config.openFiles')}>
      <ul>
        {rows.map((row) => (
          <li key={row.name} data-current={row.name === current || undefined}>
            <a
              href={fileAddress(row.name)}
              aria-current={row.name === current ? 'page' : undefined}
            >
              {row.name}
              <FileMarks row={row} />
            </a>
            {onClose && rows.length > 1 && (
              <IconButton
                label={t('config.closeFile', { file: row.name })}
                icon={<X size={13} aria-hidden />}
                hasTooltip={false}
                onClick={() => onClose(row.name)}
              />
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}
