import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAddress, parseAddress } from '../../navigation/address.ts';
import type { Route } from '../../navigation/route.ts';
import { useApp } from '../../state/app-context.ts';
import type { Timer } from '../../transport/clock.ts';
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

function PageLink({ route, isCurrent, onGo }: PageLinkProps) {
  const { id, titleKey, icon: Icon } = route;
  const { t } = useTranslation();
  const fetching = useFetchSoon(route);
  const title = t(`nav.${titleKey}`);
  return (
    <li>
      <a
        className={styles['link']}
        href={formatAddress(id)}
        title={title}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={onGo}
        {...fetching}
      >
        <Icon size={16} aria-hidden />
        <span className={styles['title']}>{title}</span>
        {id === 'overview' && <Waiting />}
      </a>
    </li>
  );
}

/** The pointer or the focus has to rest on a link that long before its page is fetched. */
const restMs = 60;

/** Fetches a page while somebody is about to open it; passing over its link costs nothing. */
function useFetchSoon({ id, fetch }: Route) {
  const { clock, preferences } = useApp();
  const timer = useRef<Timer>(undefined);
  const stop = (): void => timer.current?.cancel();
  useEffect(() => () => timer.current?.cancel(), []);
  const fetchNow = (): void => {
    stop();
    fetch?.(parseAddress(formatAddress(id)), preferences.store.getState().language);
  };
  const fetchSoon = (): void => {
    stop();
    timer.current = clock.after(restMs, fetchNow);
  };
  return {
    onPointerEnter: fetchSoon,
    onPointerLeave: stop,
    onFocus: fetchSoon,
    onBlur: stop,
    onPointerDown: fetchNow,
  };
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
