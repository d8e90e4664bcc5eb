import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { newConversationAddress } from '../../navigation/new-conversation.ts';
import { goTo } from '../../navigation/use-address.ts';
import type { Route } from '../../navigation/route.ts';
import { useApp } from '../../state/app-context.ts';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { Button } from '../../ui/button.tsx';
import { ConversationList } from './conversation-list.tsx';
import { Notices } from './notices.tsx';
import { PageLinks } from './page-links.tsx';
import { SearchBox } from './search-box.tsx';
import { SearchHits } from './search-hits.tsx';
import styles from './sidebar.module.css';
import { StatusFoot } from './status-foot.tsx';

interface SidebarProps {
  readonly routes: readonly Route[];
  /** Somebody chose where to go. */
  readonly onGo: () => void;
  readonly onShowShortcuts: () => void;
}

/** Brand, conversations, search, and what needs somebody; on every page. */
export function Sidebar({ routes, onGo, onShowShortcuts }: SidebarProps) {
  const { t } = useTranslation();
  const app = useApp();
  const name = useStore(app.gateway, (state) => state.status?.name);
  const isSearching = useStore(app.search.store, (state) => state.query.trim() !== '');

  return (
    <nav className={styles['sidebar']} aria-label={t('app.sidebar')}>
      <div className={styles['brand']}>
        <BrandMark />
        <p className={styles['name']}>{name ?? t('app.name')}</p>
      </div>
      <div className={styles['top']}>
        <Button
          isWide
          icon={<Plus size={16} aria-hidden />}
          onClick={() => {
            goTo(newConversationAddress(app));
            onGo();
            requestAnimationFrame(() => document.getElementById('message-field')?.focus());
          }}
        >
          {t('sessions.new')}
        </Button>
        <SearchBox />
        <PageLinks routes={routes} onGo={onGo} />
      </div>
      <div className={styles['middle']} onClick={closeAfterLink(onGo)}>
        {isSearching ? <SearchHits /> : <ConversationList />}
      </div>
      <Notices onGo={onGo} />
      <StatusFoot onShowShortcuts={onShowShortcuts} />
    </nav>
  );
}

/** A link that was followed closes the drawer; a button in the list does not. */
function closeAfterLink(onGo: () => void): (event: { readonly target: EventTarget }) => void {
  return ({ target }) => {
    if (target instanceof Element && target.closest('a')) onGo();
  };
}
