import type { Catalogue } from '../catalogue.ts';

/** Words of schedules. */
export const schedulesPage: Catalogue['schedulesPage'] = {};
