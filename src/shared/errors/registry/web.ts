import { defineErrors } from '../spec.ts';

/** What can go wrong with web. */
export const webErrors = defineErrors({});
