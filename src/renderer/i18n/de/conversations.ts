import type { Catalogue } from '../catalogue.ts';

/** Words of conversations. */
export const inspect: Catalogue['inspect'] = {};
