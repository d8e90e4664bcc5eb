import type { Catalogue } from '../catalogue.ts';

/** Words of overview. */
export const overview: Catalogue['overview'] = {};
