import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { newConversationAddress } from '../../navigation/new-conversation.ts';
import { goTo } from '../../navigation/use-address.ts';
import { useApp } from '../../state/app-context.ts';
import { Button } from '../../ui/button.tsx';
import { ConversationList } from './conversation-list.tsx';
import styles from './conversation-pane.module.css';
import { SearchBox } from './search-box.tsx';
import { SearchHits } from './search-hits.tsx';

/** Beside the chat: a new conversation, the search, all conversations. */
export function ConversationPane({ onGo }: { readonly onGo: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const isSearching = useStore(app.search.store, (state) => state.query.trim() !== '');
  return (
    <section className={styles['pane']} aria-label={t('sessions.title')}>
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
      </div>
      <div className={styles['list']} onClick={closeAfterLink(onGo)}>
        {isSearching ? <SearchHits /> : <ConversationList />}
      </div>
    </section>
  );
}

/** A link that was followed closes the drawer; a button in the list does not. */
function closeAfterLink(onGo: () => void): (event: { readonly target: EventTarget }) => void {
  return ({ target }) => {
    if (target instanceof Element && target.closest('a')) onGo();
  };
}
