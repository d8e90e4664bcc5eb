/** Words of setup. */
export const setup = {} as const;
