import type { Catalogue } from '../catalogue.ts';

/** Words of setup. */
export const setup: Catalogue['setup'] = {};
