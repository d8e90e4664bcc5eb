import { useTranslation } from 'react-i18next';
import type { Route } from '../navigation/route.ts';
import { createLate, useLate } from '../state/late.ts';
import { Skeleton } from '../ui/skeleton.tsx';

type PageComponent = Route['Page'];

/** A page whose code comes when it is opened for the first time. */
export function lazyPage(load: () => Promise<PageComponent>): PageComponent {
  const late = createLate(load);
  return function LazyPage(props) {
    const { t } = useTranslation();
    const Page = useLate(late);
    return Page ? <Page {...props} /> : <Skeleton label={t('common.loading')} lines={6} />;
  };
}
