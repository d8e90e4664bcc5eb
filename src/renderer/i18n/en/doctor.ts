/** Words of doctor. */
export const doctor = {} as const;
