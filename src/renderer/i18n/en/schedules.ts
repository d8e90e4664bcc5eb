/** Words of schedules. */
export const schedulesPage = {} as const;
