/** Words of editing. */
export const editing = {} as const;
