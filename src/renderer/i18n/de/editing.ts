import type { Catalogue } from '../catalogue.ts';

/** Words of editing. */
export const editing: Catalogue['editing'] = {};
