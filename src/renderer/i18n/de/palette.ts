import type { Catalogue } from '../catalogue.ts';

/** Words of palette. */
export const palette: Catalogue['palette'] = {};
