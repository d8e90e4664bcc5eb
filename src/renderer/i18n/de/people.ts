import type { Catalogue } from '../catalogue.ts';

/** Words of people. */
export const peoplePage: Catalogue['peoplePage'] = {};
