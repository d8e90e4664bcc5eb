import { useEffect } from 'react';
import { useStore } from 'zustand';
import { chatAddress, type Address } from '../../navigation/address.ts';
import { newConversationAddress } from '../../navigation/new-conversation.ts';
import { goTo } from '../../navigation/use-address.ts';
import { useApp } from '../../state/app-context.ts';
import { ConversationView } from './conversation-view.tsx';

/** The chat: the conversation of the address, else the one that was used last. */
export function ChatPage({ address }: { readonly address: Address }) {
  const { conversations } = useApp();
  const [key] = address.parts;
  const sessionId = address.query['session'];
  useStartingPlace(key === undefined);
  if (key === undefined) return null;
  const conversation = conversations.get({ key, sessionId });
  return (
    <ConversationView
      key={`${key} ${sessionId ?? ''}`}
      conversation={conversation}
      targetId={address.query['message']}
    />
  );
}

/** Goes where an address without a conversation leads, once it is known what there is. */
function useStartingPlace(isNeeded: boolean): void {
  const app = useApp();
  const isKnown = useStore(app.sessions.store, ({ load }) => load === 'ready' || load === 'failed');
  const hasAgents = useStore(app.gateway, ({ agents }) => agents !== undefined);
  useEffect(() => {
    if (!isNeeded || !isKnown || !hasAgents) return;
    const last = app.sessions.store.getState().rows.find((row) => row.channel === 'web');
    goTo(last ? chatAddress(last.key) : newConversationAddress(app), { replace: true });
  }, [app, isNeeded, isKnown, hasAgents]);
}
