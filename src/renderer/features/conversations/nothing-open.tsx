import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import styles from './nothing-open.module.css';

/** Stands where a conversation will be. */
export function NothingOpen() {
  const { t } = useTranslation();
  return (
    <div className={styles['center']}>
      <EmptyState title={t('inspect.nothingOpen')} hint={t('inspect.nothingOpenHint')} />
    </div>
  );
}
