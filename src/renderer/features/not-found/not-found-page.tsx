import { LayoutDashboard, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatAddress, type Address } from '../../navigation/address.ts';
import type { Route } from '../../navigation/route.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { findMeantRoute } from './find-meant-route.ts';
import styles from './not-found-page.module.css';

interface NotFoundPageProps {
  readonly address: Address;
  readonly routes: readonly Route[];
  readonly onShowPalette: () => void;
}

/** An address that leads nowhere: what was asked for, and the ways on. */
export function NotFoundPage({ address, routes, onShowPalette }: NotFoundPageProps) {
  const { t } = useTranslation();
  const { page, parts, query } = address;
  const meant = findMeantRoute(page, routes);
  return (
    <PageFrame title={t('app.notFound.title')}>
      <EmptyState
        title={t('app.notFound.what', { page })}
        hint={t('app.notFound.hint')}
        action={
          <div className={styles['ways']}>
            {meant && (
              <LinkButton look="primary" href={formatAddress(meant.id, parts, query)}>
                {t('app.notFound.meant', { page: t(`nav.${meant.titleKey}`) })}
              </LinkButton>
            )}
            <LinkButton
              look={meant ? 'outline' : 'primary'}
              href={formatAddress('overview')}
              icon={<LayoutDashboard size={15} aria-hidden />}
            >
              {t('nav.overview')}
            </LinkButton>
            <Button icon={<Search size={15} aria-hidden />} onClick={onShowPalette}>
              {t('palette.goTo')}
            </Button>
          </div>
        }
      />
    </PageFrame>
  );
}
