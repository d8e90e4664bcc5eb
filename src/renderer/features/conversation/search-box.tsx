import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../../state/app-context.ts';
import { SearchField } from '../../ui/search-field.tsx';

/** The field that searches all messages while one types. */
export function SearchBox() {
  const { t } = useTranslation();
  const { search } = useApp();
  const query = useStore(search.store, (state) => state.query);
  return (
    <SearchField
      id="search-field"
      label={t('search.label')}
      placeholder={t('search.placeholder')}
      clearLabel={t('search.clear')}
      maxLength={512}
      value={query}
      onChange={search.setQuery}
    />
  );
}
