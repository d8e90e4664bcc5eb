import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ChannelStatus } from '../../shared/protocol/channels.ts';
import type { Client } from '../transport/client.ts';
import { followSnapshot } from './follow-snapshot.ts';

export interface ChannelsState {
  readonly channels: readonly ChannelStatus[];
}

/** Every channel and how it does. */
export function createChannelsStore(client: Client): StoreApi<ChannelsState> {
  const store = createStore<ChannelsState>(() => ({ channels: [] }));
  followSnapshot(
    client,
    () => client.request('channels.status', {}),
    ({ channels }) => store.setState({ channels }),
  );
  client.on('channels.changed', ({ id, channel }) =>
    store.setState(({ channels }) => ({ channels: putChannel(channels, id, channel) })),
  );
  return store;
}

/** A channel as it is now, where it stands: a list must not jump with each change of state. */
function putChannel(
  channels: readonly ChannelStatus[],
  id: string,
  channel: ChannelStatus | null | undefined,
): readonly ChannelStatus[] {
  if (!channel) return channels.filter((entry) => entry.id !== id);
  const at = channels.findIndex((entry) => entry.id === id);
  return at < 0 ? [...channels, channel] : channels.with(at, channel);
}

/** Channels that need somebody: what repairs itself within moments is not worth a word. */
export function brokenChannels({ channels }: ChannelsState): readonly ChannelStatus[] {
  return channels.filter(
    ({ state }) => state === 'invalid' || state === 'conflict' || state === 'refused',
  );
}
