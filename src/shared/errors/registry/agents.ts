import { defineErrors } from '../spec.ts';

export const agentErrors = defineErrors({});
