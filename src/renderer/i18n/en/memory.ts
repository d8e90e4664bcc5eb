/** Words of memory. */
export const memoryPage = {} as const;
