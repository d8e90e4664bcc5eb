import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageBody } from '../../ui/page-body.tsx';

interface NoSuchPartProps {
  /** What the address asked for. */
  readonly part: string;
  /** The page, by its address and its name. */
  readonly href: string;
  readonly page: string;
}

/** The page is there, the part of it that was asked for is not. */
export function NoSuchPart({ part, href, page }: NoSuchPartProps) {
  const { t } = useTranslation();
  return (
    <PageBody label={t('app.notFound.title')}>
      <EmptyState
        title={t('app.notFound.part', { part, page })}
        hint={t('app.notFound.hint')}
        action={<a href={href}>{t('app.notFound.meant', { page })}</a>}
      />
    </PageBody>
  );
}
