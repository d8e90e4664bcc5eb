import type { Catalogue } from '../catalogue.ts';

/** Words of config. */
export const config: Catalogue['config'] = {};
