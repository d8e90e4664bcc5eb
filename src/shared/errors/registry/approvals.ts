import { defineErrors } from '../spec.ts';

/** What can go wrong with approvals. */
export const approvalsErrors = defineErrors({});
