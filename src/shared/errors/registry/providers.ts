import { defineErrors } from '../spec.ts';

export const providerErrors = defineErrors({});
