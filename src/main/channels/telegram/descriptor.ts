import type { ChannelDescriptor } from '../channel.ts';

/** What the gateway must know of Telegram; loads nothing. */
export const telegramDescriptor: ChannelDescriptor = {
  type: 'telegram',
  // Telegram takes 4,096 UTF-16 units after parsing; the rest is room for bullets and for a note.
  textLimit: 4_000,
  canEdit: true,
  // Telegram allows about one change a second in a chat.
  editIntervalMs: 1_000,
  dedupesSends: false,
};
