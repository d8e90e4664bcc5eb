/** Words of channels. */
export const channelsPage = {} as const;
