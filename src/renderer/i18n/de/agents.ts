import type { Catalogue } from '../catalogue.ts';

/** Words of agents. */
export const agentsPage: Catalogue['agentsPage'] = {};
