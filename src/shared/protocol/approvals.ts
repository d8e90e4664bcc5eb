import { defineEvents, defineMethods } from './spec.ts';

/** Questions to the owner whether a tool may run, and the rules that answer some of them. */
export const approvalMethods = defineMethods({});

export const approvalEvents = defineEvents({});
