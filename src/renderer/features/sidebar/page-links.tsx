import { useTranslation } from 'react-i18next';
import { formatAddress } from '../../navigation/address.ts';
import type { Route } from '../../navigation/route.ts';
import { useAddress } from '../../navigation/use-address.ts';
import styles from './page-links.module.css';

interface PageLinksProps {
  readonly routes: readonly Route[];
  readonly onGo: () => void;
}

/** The pages of the application; shown as soon as there is more than one. */
export function PageLinks({ routes, onGo }: PageLinksProps) {
  const { t } = useTranslation();
  const address = useAddress();
  if (routes.length < 2) return null;
  return (
    <ul className={styles['links']} aria-label={t('app.pages')}>
      {routes.map(({ id, titleKey, icon: Icon }) => (
        <li key={id}>
          <a
            className={styles['link']}
            href={formatAddress(id)}
            aria-current={address.page === id ? 'page' : undefined}
            onClick={onGo}
          >
            <Icon size={16} aria-hidden />
            {t(`nav.${titleKey}`)}
          </a>
        </li>
      ))}
    </ul>
  );
}
