import type { Catalogue } from '../catalogue.ts';

/** Words of memory. */
export const memoryPage: Catalogue['memoryPage'] = {};
