import type { Catalogue } from '../catalogue.ts';

/** Words of logs. */
export const logs: Catalogue['logs'] = {};
