import type { ChannelDescriptor } from '../channel.ts';

/** What the gateway must know of the messenger; loads nothing. */
export const templateDescriptor: ChannelDescriptor = {
  type: 'template',
  textLimit: 4_000,
  canEdit: true,
  editIntervalMs: 1_000,
  dedupesSends: false,
};
