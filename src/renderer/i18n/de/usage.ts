import type { Catalogue } from '../catalogue.ts';

/** Words of usage. */
export const usage: Catalogue['usage'] = {};
