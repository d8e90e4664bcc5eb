import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../transport/client.ts';
import type { ClientError } from '../transport/client-error.ts';
import type { ConnectionPhase } from '../transport/phase.ts';

export interface ConnectionState {
  readonly phase: ConnectionPhase;
  /** Frames that did not fit the contract; they were left out. */
  readonly unreadableCount: number;
  /** Why the link by which the page was opened did not sign this browser in. */
  readonly linkProblem: ClientError | undefined;
}

/**
 * Whether rules can be set and the configuration be changed over this connection. Without a line nothing
 * can be sent anyway; the window of the program itself may do everything.
 */
export function mayAdminister({ phase }: Pick<ConnectionState, 'phase'>): boolean {
  if (phase.kind !== 'online' || phase.hello === null) return true;
  return phase.hello.auth.scopes.includes('operator.admin');
}

/** How the connection stands. */
export function createConnectionStore(client: Client): StoreApi<ConnectionState> {
  const store = createStore<ConnectionState>(() => ({
    phase: { kind: 'idle' },
    unreadableCount: 0,
    linkProblem: undefined,
  }));
  client.onPhase((phase) => store.setState({ phase }));
  client.onReport(() =>
    store.setState(({ unreadableCount }) => ({ unreadableCount: unreadableCount + 1 })),
  );
  return store;
}
