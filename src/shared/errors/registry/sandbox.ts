import { defineErrors } from '../spec.ts';

/** What can go wrong with sandbox. */
export const sandboxErrors = defineErrors({});
