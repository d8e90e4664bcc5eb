import { z } from 'zod';
import { limits } from '../config/limits.ts';
import { lazy } from '../lazy.ts';
import { defineEvents, defineMethods } from './spec.ts';

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Lines of this level and above. */
const level = () => z.enum(logLevels).optional();
/** A place in the log, which stays the same when files are turned over. */
const position = () => z.string().max(64);
const word = () => z.string().min(1).max(256).optional();

export const logMethods = defineMethods({
  'logs.follow': {
    scope: 'operator.read',
    summary:
      'Sends new lines of the log to this connection as `log.lines`, until it is switched off.',
    params: lazy(() => z.strictObject({ isOn: z.boolean(), level: level() })),
    result: lazy(() =>
      z.strictObject({
        /** Where the lines that are sent begin; what is before is found with logs.search. */
        position: position(),
      }),
    ),
  },
  'logs.search': {
    scope: 'operator.read',
    summary: 'Lines of the log, rotated files included, from a place backwards.',
    params: lazy(() =>
      z.strictObject({
        level: level(),
        /** Anywhere in a line, in capitals or not. */
        text: word(),
        /** The first word of an event’s name, such as turn or channel. */
        component: word(),
        turnId: word(),
        sessionKey: z.string().min(1).max(512).optional(),
        /** The end of the log when absent. */
        before: position().optional(),
        limit: z.int().min(1).max(limits.log.searchLines).default(300),
      }),
    ),
    result: lazy(() =>
      z.strictObject({
        /** As they stand in the file, the oldest first. */
        lines: z.array(z.string()),
        /** Where to go on from; absent at the beginning of the log. */
        before: position().optional(),
        searchedBytes: z.int(),
      }),
    ),
  },
});

export const logEvents = defineEvents({
  'log.lines': {
    scope: 'operator.read',
    summary: 'New lines of the log, for a connection that follows it.',
    payload: lazy(() =>
      z.strictObject({
        lines: z.array(z.string()),
        /** Lines that were left out because there were too many. */
        dropped: z.int(),
      }),
    ),
    isDroppable: true,
  },
});
