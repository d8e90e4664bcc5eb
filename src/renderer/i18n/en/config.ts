/** Words of config. */
export const config = {} as const;
