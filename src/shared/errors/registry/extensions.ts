import { defineErrors } from '../spec.ts';

/** What can go wrong with extensions. */
export const extensionsErrors = defineErrors({});
