import { defineErrors } from '../spec.ts';

export const sessionErrors = defineErrors({});
