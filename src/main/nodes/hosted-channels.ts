import { createHash } from 'node:crypto';
import { channelSchemas, type ChannelConfig } from '../../shared/config/channels.ts';
import type { Config } from '../../shared/config/schema.ts';
import type { SettingMeta } from '../../shared/config/setting.ts';
import type { HostedChannel } from '../../shared/protocol/node.ts';
import { plainHostNames, type HostNames } from './host-names.ts';

/** Where a channel really runs; the config's own word unless somebody moved it. By host names. */
export interface Placement {
  nodeOf(channel: string, configuredNode: string): string;
}

/** Runs every channel where the config says. */
export const configuredPlacement: Placement = { nodeOf: (_channel, node) => node };

/** A channel of the config that a host has to run. */
export interface PlacedChannel {
  readonly id: string;
  /** By what name hosts know it; see host-names.ts. */
  readonly hostName: string;
  readonly nodeId: string;
  readonly config: ChannelConfig;
}

/** The channels that need a host: all but Web, which is the gateway itself. */
export function listPlacedChannels(
  config: Config,
  placement: Placement,
  names: HostNames = plainHostNames,
): readonly PlacedChannel[] {
  return Object.entries(config.channels)
    .filter(([, channel]) => channel.type !== 'web')
    .map(([id, channel]) => {
      const hostName = names.hostNameOf(id);
      return { id, hostName, nodeId: placement.nodeOf(hostName, channel.node), config: channel };
    });
}

export interface HostedOptions {
  /** How often each channel was to be started again, by host names. */
  readonly restarts?: ReadonlyMap<string, number>;
  readonly names?: HostNames;
}

/**
 * What one node is to run. Only the settings whose change restarts the channel travel: routing and
 * access stay on the gateway, and a node learns no more than it needs.
 */
export function hostedChannelsOf(
  config: Config,
  nodeId: string,
  placement: Placement,
  { restarts = new Map(), names = plainHostNames }: HostedOptions = {},
): readonly HostedChannel[] {
  return listPlacedChannels(config, placement, names)
    .filter((channel) => channel.nodeId === nodeId && channel.config.enabled)
    .map(({ hostName: id, config: channel }) => {
      const settings = restartSettingsOf(channel);
      return { id, type: channel.type, settings, revision: revisionOf(settings, restarts.get(id)) };
    });
}

/** A restart that somebody asked for is another revision of the same settings. */
function revisionOf(settings: Readonly<Record<string, unknown>>, restarts = 0): string {
  return restarts === 0 ? hashOf(settings) : `${hashOf(settings)}.${restarts}`;
}

/** `node` says where, not how; a move is a stop there and a start here, whatever the revision. */
function restartSettingsOf(channel: ChannelConfig): Record<string, unknown> {
  const shape: Readonly<Record<string, { meta(): unknown }>> = channelSchemas[channel.type]().shape;
  const needsRestart = (key: string): boolean => {
    const meta = shape[key]?.meta() as SettingMeta | undefined;
    return meta?.effect === 'channel' && key !== 'node' && key !== 'type' && key !== 'enabled';
  };
  return Object.fromEntries(Object.entries(channel).filter(([key]) => needsRestart(key)));
}

function hashOf(settings: Readonly<Record<string, unknown>>): string {
  const ordered = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(ordered)).digest('hex').slice(0, 16);
}
