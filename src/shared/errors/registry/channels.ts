import { defineErrors } from '../spec.ts';

export const channelErrors = defineErrors({});
