import { useApp } from '../state/app-context.ts';
import { chatAddress, formatAddress } from '../navigation/address.ts';
import { newConversationAddress } from '../navigation/new-conversation.ts';
import { useShortcuts } from './shortcuts.ts';
import { goTo, useAddress } from '../navigation/use-address.ts';

interface AppShortcutsDeps {
  readonly onShowShortcuts: () => void;
  readonly onShowPalette: () => void;
  readonly onOpenSidebar: () => void;
}

/** A second or so, for the page to appear. */
const framesToDraw = 60;

/** The shortcuts that work on every page. */
export function useAppShortcuts({
  onShowShortcuts,
  onShowPalette,
  onOpenSidebar,
}: AppShortcutsDeps): void {
  const app = useApp();
  const address = useAddress();

  const step = (by: 1 | -1): void => {
    const { rows } = app.sessions.store.getState();
    const at = rows.findIndex((row) => row.key === address.parts[0]);
    const row = rows[at < 0 ? 0 : at + by];
    if (row) goTo(chatAddress(row.key));
  };

  /** What is hidden, or on another page, can take the focus only after it is drawn. */
  const focusInChat = (id: string): void => {
    if (address.page !== 'chat') goTo(formatAddress('chat'));
    const focus = (triesLeft: number): void => {
      const element = document.getElementById(id);
      if (element) element.focus();
      else if (triesLeft > 0) requestAnimationFrame(() => focus(triesLeft - 1));
    };
    requestAnimationFrame(() => focus(framesToDraw));
  };

  useShortcuts({
    show: onShowShortcuts,
    palette: onShowPalette,
    overview: () => goTo(formatAddress('overview')),
    config: () => goTo(formatAddress('config')),
    newConversation: () => goTo(newConversationAddress(app)),
    compose: () => focusInChat('message-field'),
    // To the card, not to one of its buttons: going there answers nothing.
    question: () => document.querySelector<HTMLElement>('[data-approval]')?.focus(),
    search() {
      onOpenSidebar();
      focusInChat('search-field');
    },
    previous: () => step(-1),
    next: () => step(1),
  });
}
