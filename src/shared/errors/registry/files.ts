import { defineErrors } from '../spec.ts';

/** What can go wrong with files. */
export const filesErrors = defineErrors({});
