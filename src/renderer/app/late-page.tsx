import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Route } from '../navigation/route.ts';
import { useApp } from '../state/app-context.ts';
import { createLate, useLate } from '../state/late.ts';
import { Skeleton } from '../ui/skeleton.tsx';

type LatePage = Required<Pick<Route, 'Page' | 'fetch'>>;

/**
 * A page whose code comes when it is opened for the first time, or a moment before.
 * @param fetchMore fetches what the page will ask for, along with its code and not after it
 */
export function latePage(load: () => Promise<Route['Page']>, fetchMore?: Route['fetch']): LatePage {
  const late = createLate(load);
  return {
    Page: function LatePage({ address }) {
      const { t } = useTranslation();
      const { preferences } = useApp();
      useEffect(() => {
        fetchMore?.(address, preferences.store.getState().language);
      }, [address, preferences]);
      const Page = useLate(late);
      return Page ? <Page address={address} /> : <Skeleton label={t('common.loading')} lines={6} />;
    },
    fetch(address, language) {
      void late.load();
      fetchMore?.(address, language);
    },
  };
}
