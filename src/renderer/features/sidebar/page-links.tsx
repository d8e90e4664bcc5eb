import { useTranslation } from 'react-i18next';
import { formatAddress } from '../../navigation/address.ts';
import type { Route } from '../../navigation/route.ts';
import styles from './page-links.module.css';
import { useNoticeCount } from './use-notices.ts';

interface PageLinksProps {
  readonly routes: readonly Route[];
  readonly page: string;
  readonly onGo: () => void;
}

const groups = ['main', 'assistant', 'system'] as const;

/** The pages of the application, in groups. */
export function PageLinks({ routes, page, onGo }: PageLinksProps) {
  const { t } = useTranslation();
  return groups.map((group) => (
    <section key={group} className={styles['group']}>
      <h2 className={group === 'main' ? 'visually-hidden' : styles['heading']}>
        {t(`app.group.${group}`)}
      </h2>
      <ul>
        {routes
          .filter((route) => route.group === group)
          .map((route) => (
            <PageLink key={route.id} route={route} isCurrent={route.id === page} onGo={onGo} />
          ))}
      </ul>
    </section>
  ));
}

interface PageLinkProps {
  readonly route: Route;
  readonly isCurrent: boolean;
  readonly onGo: () => void;
}

function PageLink({ route: { id, titleKey, icon: Icon }, isCurrent, onGo }: PageLinkProps) {
  const { t } = useTranslation();
  const title = t(`nav.${titleKey}`);
  return (
    <li>
      <a
        className={styles['link']}
        href={formatAddress(id)}
        title={title}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={onGo}
      >
        <Icon size={16} aria-hidden />
        <span className={styles['title']}>{title}</span>
        {id === 'overview' && <Waiting />}
      </a>
    </li>
  );
}

/** How many things wait for somebody. */
function Waiting() {
  const { t } = useTranslation();
  const count = useNoticeCount();
  if (count === 0) return null;
  return (
    <span className={styles['count']}>
      <span aria-hidden>{count}</span>
      <span className="visually-hidden">{t('app.waiting', { count })}</span>
    </span>
  );
}
