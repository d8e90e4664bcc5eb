import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ChannelStatus } from '../../shared/protocol/channels.ts';
import type { Client } from '../transport/client.ts';

export interface ChannelsState {
  readonly channels: readonly ChannelStatus[];
}

/** Every channel and how it does. */
export function createChannelsStore(client: Client): StoreApi<ChannelsState> {
  const store = createStore<ChannelsState>(() => ({ channels: [] }));
  client.onReady(({ reload }) => {
    if (!reload) return;
    client.request('channels.status', {}).then(
      ({ channels }) => store.setState({ channels }),
      () => undefined,
    );
  });
  client.on('channels.changed', ({ id, channel }) =>
    store.setState(({ channels }) => {
      const others = channels.filter((entry) => entry.id !== id);
      return { channels: channel ? [...others, channel] : others };
    }),
  );
  return store;
}

/** Channels that need somebody: what repairs itself within moments is not worth a word. */
export function brokenChannels({ channels }: ChannelsState): readonly ChannelStatus[] {
  return channels.filter(
    ({ state }) => state === 'invalid' || state === 'conflict' || state === 'refused',
  );
}
