import { defineEvents, defineMethods } from './spec.ts';

/** Tools of the owner: extensions that run in the sandbox, servers of the Model Context Protocol, skills. */
export const extensionMethods = defineMethods({});

export const extensionEvents = defineEvents({});
