import type { ChannelCheck, ChannelDescriptor, ChannelFactory } from './channel.ts';
import { telegramDescriptor } from './telegram/descriptor.ts';

/** A messenger this program knows; `load` brings in its library on first use. */
export interface ChannelEntry {
  readonly descriptor: ChannelDescriptor;
  load(): Promise<ChannelFactory>;
  /** Absent: nothing can be said before it runs. */
  loadCheck?(): Promise<ChannelCheck>;
}

/** Messengers by type. */
export type ChannelRegistry = Readonly<Record<string, ChannelEntry>>;

/** Every messenger that runs in a channel host, one line each. */
export const channelRegistry: ChannelRegistry = {
  telegram: {
    descriptor: telegramDescriptor,
    load: async () => (await import('./telegram/telegram-channel.ts')).createTelegramChannel,
    loadCheck: async () => (await import('./telegram/check-telegram.ts')).checkTelegram,
  },
};

/** What the gateway must know of a messenger; undefined for `web` and for types nobody knows. */
export function findDescriptor(type: string): ChannelDescriptor | undefined {
  return Object.hasOwn(channelRegistry, type) ? channelRegistry[type]?.descriptor : undefined;
}
