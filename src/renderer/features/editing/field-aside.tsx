import { RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConfigPath } from '../../../shared/config/path.ts';
import { Badge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './editing.module.css';
import { useOrigin } from './use-origin.ts';
import { useUnreadable } from './use-unreadable.ts';

interface FieldAsideProps {
  readonly path: ConfigPath;
  readonly title: string;
  readonly canReset: boolean;
  readonly isPending: boolean;
  readonly onReset: () => void;
}

/** Beside a field's name: whether it is changed, which include it comes from, and back to the default. */
export function FieldAside({ path, title, canReset, isPending, onReset }: FieldAsideProps) {
  const { t } = useTranslation();
  const include = useOrigin(path);
  const isLocked = useUnreadable(path.slice(0, -1)) !== undefined;
  return (
    <span className={styles['aside']}>
      {include !== undefined && <Badge>{t('editing.fromInclude', { file: include })}</Badge>}
      {isPending && <Badge tone="live">{t('editing.changed')}</Badge>}
      {canReset && !isLocked && (
        <span className={styles['reset']}>
          <IconButton
            size="small"
            label={t('editing.reset', { title })}
            icon={<RotateCcw size={13} aria-hidden />}
            onClick={onReset}
          />
        </span>
      )}
    </span>
  );
}
