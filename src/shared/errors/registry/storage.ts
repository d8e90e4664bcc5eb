import { defineErrors } from '../spec.ts';

export const storageErrors = defineErrors({});
