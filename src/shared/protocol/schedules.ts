import { defineEvents, defineMethods } from './spec.ts';

/** Appointments: once, at intervals, or by a cron expression. */
export const cronMethods = defineMethods({});

export const cronEvents = defineEvents({});
