import { Menu as MenuIcon } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { ApprovalAnnouncer } from '../features/approvals/approval-announcer.tsx';
import { ConversationPane } from '../features/conversation/conversation-pane.tsx';
import { NotFoundPage } from '../features/not-found/not-found-page.tsx';
import { Sidebar } from '../features/sidebar/sidebar.tsx';
import { useNoticeCount } from '../features/sidebar/use-notices.ts';
import { useApp } from '../state/app-context.ts';
import { keepTrying } from '../transport/keep-trying.ts';
import { cx } from '../ui/cx.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { ToastArea } from '../ui/toast-area.tsx';
import { Boundary } from './boundary.tsx';
import { routes } from './routes.ts';
import styles from './shell.module.css';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { useAddress } from '../navigation/use-address.ts';
import { useAppShortcuts } from './use-app-shortcuts.ts';
import { useDrawer } from './use-drawer.ts';
import { useRenames } from './use-renames.ts';

const Palette = lazy(() =>
  keepTrying(async () => ({ default: (await import('../features/palette/palette.tsx')).Palette })),
);

/** The frame of every page: the sidebar, the page itself, toasts, the palette, the list of shortcuts. */
export function Shell() {
  const { t } = useTranslation();
  const { toasts } = useApp();
  const shownToasts = useStore(toasts.store, (state) => state.toasts);
  const address = useAddress();
  const drawerElement = useRef<HTMLDivElement>(null);
  const drawer = useDrawer(drawerElement);
  const [open, setOpen] = useState<'shortcuts' | 'palette'>();
  const route = address.page === '' ? routes[0] : routes.find(({ id }) => id === address.page);
  useRenames();
  useAppShortcuts({
    onShowShortcuts: () => setOpen('shortcuts'),
    onShowPalette: () => setOpen((now) => (now === 'palette' ? undefined : 'palette')),
    onOpenSidebar: drawer.open,
  });

  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#content" onClick={focusContent}>
        {t('app.skipToContent')}
      </a>
      <div
        ref={drawerElement}
        className={cx(styles['drawer'], drawer.isOpen && styles['drawer-open'])}
        onKeyDown={(event) => {
          if (event.key === 'Escape') drawer.close();
        }}
      >
        <Sidebar
          routes={routes}
          page={route?.id ?? ''}
          onGo={drawer.close}
          onShowShortcuts={() => setOpen('shortcuts')}
          onShowPalette={() => setOpen('palette')}
        />
        {route?.id === 'chat' && <ConversationPane onGo={drawer.close} />}
      </div>
      {drawer.isOpen && (
        <button
          type="button"
          className={styles['scrim']}
          aria-label={t('app.closeSidebar')}
          onClick={drawer.close}
        />
      )}
      <main id="content" className={styles['main']} inert={drawer.isOpen} tabIndex={-1}>
        <DrawerButton onOpen={drawer.open} />
        <Boundary key={route?.id ?? ''}>
          {route ? (
            <route.Page address={address} />
          ) : (
            <NotFoundPage
              address={address}
              routes={routes}
              onShowPalette={() => setOpen('palette')}
            />
          )}
        </Boundary>
      </main>
      <ApprovalAnnouncer />
      <ToastArea
        toasts={shownToasts}
        dismissLabel={t('common.dismiss')}
        onDismiss={toasts.dismiss}
      />
      {open === 'shortcuts' && <ShortcutsDialog onClose={() => setOpen(undefined)} />}
      {open === 'palette' && (
        <Suspense fallback={null}>
          <Palette
            routes={routes}
            onClose={() => setOpen(undefined)}
            onShowShortcuts={() => setOpen('shortcuts')}
          />
        </Suspense>
      )}
    </div>
  );
}

/** Narrow windows only: opens the sidebar, and says when something there needs somebody. */
function DrawerButton({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const noticeCount = useNoticeCount();
  return (
    <div className={styles['drawer-button']}>
      <IconButton
        label={
          noticeCount > 0
            ? `${t('app.openSidebar')}: ${t('app.waiting', { count: noticeCount })}`
            : t('app.openSidebar')
        }
        icon={<MenuIcon size={18} aria-hidden />}
        onClick={onOpen}
      />
      {noticeCount > 0 && <span className={styles['drawer-dot']} aria-hidden />}
    </div>
  );
}

/** To where one writes, else to the page. */
function focusContent(event: { preventDefault: () => void }): void {
  event.preventDefault();
  const field = document.getElementById('message-field') ?? document.getElementById('content');
  field?.focus();
}
