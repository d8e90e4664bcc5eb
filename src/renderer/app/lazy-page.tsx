import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Route } from '../navigation/route.ts';
import { keepTrying } from '../transport/keep-trying.ts';
import { Skeleton } from '../ui/skeleton.tsx';

type PageComponent = Route['Page'];

/** A page whose code comes when it is opened for the first time. */
export function lazyPage(load: () => Promise<PageComponent>): PageComponent {
  const Loaded = lazy(async () => ({ default: await keepTrying(load) }));
  return function LazyPage(props) {
    const { t } = useTranslation();
    return (
      <Suspense fallback={<Skeleton label={t('common.loading')} lines={6} />}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}
