/** Words of agents. */
export const agentsPage = {} as const;
