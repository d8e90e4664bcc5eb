import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Route } from '../../navigation/route.ts';
import { useApp } from '../../state/app-context.ts';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Notices } from './notices.tsx';
import { PageLinks } from './page-links.tsx';
import styles from './sidebar.module.css';
import { StatusFoot } from './status-foot.tsx';

interface SidebarProps {
  readonly routes: readonly Route[];
  readonly page: string;
  /** Somebody chose where to go. */
  readonly onGo: () => void;
  readonly onShowShortcuts: () => void;
  readonly onShowPalette: () => void;
}

/** Brand, the way everywhere, all pages, and what needs somebody; on every page. */
export function Sidebar({ routes, page, onGo, onShowShortcuts, onShowPalette }: SidebarProps) {
  const { t } = useTranslation();
  const { gateway } = useApp();
  const name = useStore(gateway, (state) => state.status?.name);
  return (
    <nav className={styles['sidebar']} aria-label={t('app.sidebar')}>
      <div className={styles['brand']}>
        <BrandMark />
        <p className={styles['name']}>{name ?? t('app.name')}</p>
      </div>
      <div className={styles['top']}>
        <button
          type="button"
          className={styles['palette']}
          title={t('palette.open')}
          onClick={onShowPalette}
        >
          <Search size={14} aria-hidden />
          <span className={styles['words']}>{t('palette.goTo')}</span>
          <span className={styles['keys']} aria-hidden>
            <Kbd keys={['Ctrl', 'K']} />
          </span>
        </button>
      </div>
      <div className={styles['middle']}>
        <PageLinks routes={routes} page={page} onGo={onGo} />
      </div>
      {page !== 'overview' && <Notices onGo={onGo} />}
      <StatusFoot onShowShortcuts={onShowShortcuts} />
    </nav>
  );
}
