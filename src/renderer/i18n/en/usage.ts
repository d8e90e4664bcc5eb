/** Words of usage. */
export const usage = {} as const;
