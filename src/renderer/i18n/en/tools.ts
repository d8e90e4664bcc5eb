/** Words of tools. */
export const toolsPage = {} as const;
