import type { PayloadOf } from '../../shared/protocol/contract.ts';
import type { Config } from '../../shared/config/schema.ts';
import type { Connection } from '../platform/connection.ts';
import type { HostNames } from './host-names.ts';
import { hostedChannelsOf, type Placement } from './hosted-channels.ts';

/** Tells hosts what they are to run. */
export interface ConfigPush {
  /** What the host of this node is to run now; remembered as told. */
  channelsFor(nodeId: string, connection: Connection): PayloadOf<'node.config'>;
  /** Sends it when it differs from what this connection was told last. */
  toHost(nodeId: string, connection: Connection): void;
  /** From the next push on the channel has another revision, so its host starts it again. */
  restart(hostName: string): void;
}

/** Makes the push. A host compares by itself, so it always gets the whole list. */
export function createConfigPush(
  current: () => { readonly config: Config; readonly version: number },
  placement: Placement,
  names: HostNames,
): ConfigPush {
  /** No larger than the number of channels that were ever configured in this run. */
  const restarts = new Map<string, number>();
  const told = new WeakMap<Connection, string>();

  const push: ConfigPush = {
    channelsFor(nodeId, connection) {
      const { config, version } = current();
      const channels = [...hostedChannelsOf(config, nodeId, placement, { restarts, names })];
      told.set(connection, JSON.stringify(channels));
      return { configVersion: version, channels };
    },
    restart: (hostName) => void restarts.set(hostName, (restarts.get(hostName) ?? 0) + 1),
    toHost(nodeId, connection) {
      const before = told.get(connection);
      const message = push.channelsFor(nodeId, connection);
      if (told.get(connection) !== before) connection.send('node.config', message);
    },
  };
  return push;
}
