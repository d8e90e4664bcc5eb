import type { StoreApi } from 'zustand/vanilla';
import type { EventName } from '../../shared/protocol/contract.ts';
import type { Client } from '../transport/client.ts';
import { createLiveRead, type LiveState } from './live-read.ts';

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
  let shownCount = 0;
  let isStale = false;
  for (const event of events) {
    client.on(event, () => {
      if (shownCount > 0) void refresh();
      else isStale = true;
    });
  }
  return {
    store,
    refresh,
    show() {
      shownCount += 1;
      if (isStale) void refresh();
      isStale = false;
      return () => void (shownCount -= 1);
    },
  };
}
