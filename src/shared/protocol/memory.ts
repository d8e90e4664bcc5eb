import { defineEvents, defineMethods } from './spec.ts';

/** What agents remember of people. */
export const memoryMethods = defineMethods({});

export const memoryEvents = defineEvents({});
