/** Life of a channel instance on its host. */
export const channelStates = [
  'off', // switched off in the config
  'invalid', // its config is not valid
  'starting',
  'running',
  'retrying', // the line broke; it connects again by itself
  'conflict', // somebody else uses the same account
  'refused', // the messenger does not accept the credentials
  'stopped',
] as const;
export type ChannelState = (typeof channelStates)[number];
