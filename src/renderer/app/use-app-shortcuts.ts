import { useApp } from '../state/app-context.ts';
import { chatAddress } from '../navigation/address.ts';
import { newConversationAddress } from '../navigation/new-conversation.ts';
import { useShortcuts } from './shortcuts.ts';
import { goTo, useAddress } from '../navigation/use-address.ts';

interface AppShortcutsDeps {
  readonly onShowShortcuts: () => void;
  readonly onOpenSidebar: () => void;
}

/** The shortcuts that work on every page. */
export function useAppShortcuts({ onShowShortcuts, onOpenSidebar }: AppShortcutsDeps): void {
  const app = useApp();
  const address = useAddress();

  const step = (by: 1 | -1): void => {
    const { rows } = app.sessions.store.getState();
    const at = rows.findIndex((row) => row.key === address.parts[0]);
    const row = rows[at < 0 ? 0 : at + by];
    if (row) goTo(chatAddress(row.key));
  };

  useShortcuts({
    show: onShowShortcuts,
    newConversation: () => goTo(newConversationAddress(app)),
    compose: () => document.getElementById('message-field')?.focus(),
    // To the card, not to one of its buttons: going there answers nothing.
    question: () => document.querySelector<HTMLElement>('[data-approval]')?.focus(),
    search() {
      onOpenSidebar();
      // A drawer that was hidden can take the focus only after it is drawn.
      requestAnimationFrame(() => document.getElementById('search-field')?.focus());
    },
    previous: () => step(-1),
    next: () => step(1),
  });
}
