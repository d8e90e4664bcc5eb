import type { Catalogue } from '../catalogue.ts';

/** Words of doctor. */
export const doctor: Catalogue['doctor'] = {};
