import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { goTo } from '../../../navigation/use-address.ts';
import { countFilters, type InspectFilters } from '../../../state/inspection/filters.ts';
import { Button } from '../../../ui/button.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import { placeAddress } from '../place.ts';
import { usePlace } from '../use-place.ts';
import styles from './filter-bar.module.css';
import { FilterForm } from './filter-form.tsx';

/** Search over all messages, and what the list is narrowed down to. */
export function FilterBar() {
  const { t } = useTranslation();
  const place = usePlace();
  const { filters } = place;
  const count = countFilters(filters);
  const [isOpen, setOpen] = useState(false);
  // Each letter would be a step back otherwise.
  const change = (changes: Partial<InspectFilters>): void =>
    goTo(placeAddress(place, { filters: { ...filters, ...changes } }), { replace: true });
  return (
    <div className={styles['bar']}>
      <div className={styles['line']}>
        <div className={styles['search']}>
          <SearchField
            label={t('inspect.search')}
            placeholder={t('search.placeholder')}
            clearLabel={t('search.clear')}
            value={filters.words ?? ''}
            onChange={(words) => change({ words: words === '' ? undefined : words })}
          />
        </div>
        <Button
          icon={<SlidersHorizontal size={14} aria-hidden />}
          aria-expanded={isOpen}
          aria-controls="inspect-filters"
          onClick={() => setOpen(!isOpen)}
        >
          {count === 0 ? t('inspect.filters') : t('inspect.filtersSet', { count })}
        </Button>
      </div>
      <div id="inspect-filters" hidden={!isOpen}>
        {isOpen && <FilterForm filters={filters} onChange={change} />}
      </div>
    </div>
  );
}
