import { Search as SearchIcon, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../../state/app-context.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './search-box.module.css';

/** The field that searches all messages while one types. */
export function SearchBox() {
  const { t } = useTranslation();
  const { search } = useApp();
  const query = useStore(search.store, (state) => state.query);
  return (
    <div className={styles['box']} role="search">
      <SearchIcon className={styles['icon']} size={15} aria-hidden />
      <input
        id="search-field"
        className={styles['input']}
        type="text"
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        autoComplete="off"
        spellCheck={false}
        maxLength={512}
        value={query}
        onChange={(event) => search.setQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || query === '') return;
          event.stopPropagation();
          search.setQuery('');
        }}
      />
      {query !== '' && (
        <IconButton
          size="small"
          label={t('search.clear')}
          icon={<X size={14} aria-hidden />}
          onClick={() => search.setQuery('')}
        />
      )}
    </div>
  );
}
