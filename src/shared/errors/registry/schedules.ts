import { defineErrors } from '../spec.ts';

/** What can go wrong with schedules. */
export const schedulesErrors = defineErrors({});
