import { defineErrors } from '../spec.ts';

/** What can go wrong with memory. */
export const memoryErrors = defineErrors({});
