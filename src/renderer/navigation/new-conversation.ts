import type { AppState } from '../state/app-state.ts';
import { mainSessionKey } from '../state/gateway.ts';
import { chatAddress } from './address.ts';

/**
 * The address of a conversation that does not exist yet: the gateway makes it with the first
 * message. The owner's first one is the main conversation, which messengers share.
 */
export function newConversationAddress(
  app: Pick<AppState, 'gateway' | 'sessions' | 'newKey'>,
): string {
  const gateway = app.gateway.getState();
  const main = mainSessionKey(gateway);
  const isMainUnused =
    main !== undefined &&
    app.sessions.store.getState().load === 'ready' &&
    !app.sessions.store.getState().rows.some((row) => row.key === main);
  if (isMainUnused) return chatAddress(main);
  return chatAddress(`agent:${gateway.agents?.defaultId ?? 'main'}:web:direct:${app.newKey()}`);
}
