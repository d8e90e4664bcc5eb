import { defineErrors } from '../spec.ts';

export const configErrors = defineErrors({});
