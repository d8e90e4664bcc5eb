import type { Catalogue } from '../catalogue.ts';

/** Words of tools. */
export const toolsPage: Catalogue['toolsPage'] = {};
