/** Words of people. */
export const peoplePage = {} as const;
