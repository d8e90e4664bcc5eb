/** Words of conversations. */
export const inspect = {} as const;
