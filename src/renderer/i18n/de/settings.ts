import type { Catalogue } from '../catalogue.ts';

/** Words of settings. */
export const settings: Catalogue['settings'] = {};
