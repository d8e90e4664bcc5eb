import type { Catalogue } from '../catalogue.ts';

/** Words of channels. */
export const channelsPage: Catalogue['channelsPage'] = {};
