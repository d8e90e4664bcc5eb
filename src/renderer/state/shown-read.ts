import type { StoreApi } from 'zustand/vanilla';
import type { EventName } from '../../shared/protocol/contract.ts';
import type { Client } from '../transport/client.ts';
import { createLiveRead, type LiveState } from './live-read.ts';
import { createWhileShown } from './while-shown.ts';

/** Something that is read anew after events, but only while somebody looks at it. */
export interface ShownRead<T> {
  readonly store: StoreApi<LiveState<T>>;
  readonly refresh: () => Promise<void>;
  /** It is on the screen from now on; what happened meanwhile is read. The result ends that. */
  readonly show: () => () => void;
}

/** As `createLiveRead`, for what is dear enough to be left alone while it is out of sight. */
export function createShownRead<T>(
  client: Pick<Client, 'onReady' | 'on'>,
  read: () => Promise<T>,
  events: readonly EventName[],
): ShownRead<T> {
  const { store, refresh } = createLiveRead(client, read);
  const shown = createWhileShown(() => void refresh());
  for (const event of events) client.on(event, shown.ask);
  return { store, refresh, show: shown.look };
}
