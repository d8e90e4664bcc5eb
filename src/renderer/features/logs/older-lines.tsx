import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useFormats } from '../../i18n/use-words.ts';
import { createLogView } from '../../state/log-view.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import styles from './logs.module.css';

/** Before the first line: how far was searched, and the way further back. */
export function OlderLines() {
  const { t } = useTranslation();
  const formats = useFormats();
  const view = useTopic(createLogView);
  const { before, isForgotten, isSearching, searchedBytes, load } = useStore(view.store);
  if (load === 'loading') return null;
  return (
    <div className={styles['older']}>
      {isForgotten && <p>{t('logs.forgotten')}</p>}
      {before === undefined && !isForgotten ? (
        <p>{t('logs.beginning')}</p>
      ) : (
        <Button
          look="quiet"
          size="small"
          aria-disabled={isSearching}
          onClick={isForgotten ? view.restart : () => void view.searchOlder()}
        >
          {isSearching ? t('logs.searching') : t('logs.older')}
        </Button>
      )}
      {before !== undefined && <p>{t('logs.searched', { size: formats.size(searchedBytes) })}</p>}
    </div>
  );
}
