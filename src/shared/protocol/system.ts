import { z } from 'zod';
import { limits } from '../config/limits.ts';
import { lazy } from '../lazy.ts';
import { defineEvents, defineMethods } from './spec.ts';

const none = lazy(() => z.strictObject({}));

const health = lazy(() =>
  z.strictObject({
    ok: z.literal(true),
    ts: z.int(),
    uptimeMs: z.int(),
    memory: z.strictObject({ rssBytes: z.int(), heapUsedBytes: z.int() }),
    /** The longest time the main thread was busy since the last snapshot, in milliseconds. */
    eventLoopDelayMaxMs: z.number(),
    connections: z.int(),
    channels: z.strictObject({ total: z.int(), running: z.int(), broken: z.int() }),
    configProblems: z.strictObject({ errors: z.int(), warnings: z.int() }),
  }),
);

export const systemMethods = defineMethods({
  health: {
    scope: 'operator.read',
    summary: 'Is everything well, in numbers.',
    params: lazy(() => z.strictObject({ probe: z.boolean().optional() })),
    result: health,
  },
  status: {
    scope: 'operator.read',
    summary: 'What this gateway is and what it holds.',
    params: none,
    result: lazy(() =>
      z.strictObject({
        version: z.string(),
        name: z.string(),
        nodeVersion: z.string(),
        uptimeMs: z.int(),
        defaultAgentId: z.string(),
        model: z.string(),
        sessions: z.int(),
        messages: z.int(),
        databaseBytes: z.int(),
        turns: z.strictObject({ running: z.int(), queued: z.int() }),
        outbox: z.strictObject({
          waiting: z.int(),
          unknown: z.int(),
          held: z.int(),
          dead: z.int(),
          possibleDuplicates: z.int(),
        }),
        today: z.strictObject({ inputTokens: z.int(), outputTokens: z.int(), costMicros: z.int() }),
      }),
    ),
  },
  'logs.tail': {
    scope: 'operator.read',
    summary: 'The log from a cursor on, or its end.',
    params: lazy(() =>
      z.strictObject({
        cursor: z.int().nonnegative().optional(),
        limit: z.int().min(1).max(5_000).optional(),
        maxBytes: z.int().min(1).max(1_000_000).optional(),
      }),
    ),
    result: lazy(() =>
      z.strictObject({
        file: z.string(),
        cursor: z.int(),
        size: z.int(),
        lines: z.array(z.string()),
        truncated: z.boolean().optional(),
        /** The file was rotated since the cursor was given. */
        reset: z.boolean().optional(),
      }),
    ),
  },
  'auth.code': {
    scope: 'operator.admin',
    summary: 'A one-time code that signs a browser in; it belongs into the fragment of a link.',
    params: none,
    result: lazy(() =>
      z.strictObject({
        code: z.string(),
        expiresInMs: z.int(),
        /** Where the gateway is reached from this machine; absent where it serves no port. */
        origin: z.string().optional(),
      }),
    ),
  },
  'events.watch': {
    scope: 'operator.read',
    summary:
      'From now on this connection hears only of these conversations what is said in them; of all again without a list.',
    params: lazy(() =>
      z.strictObject({
        sessionKeys: z.array(z.string().min(1).max(512)).max(limits.eventLog.watched).optional(),
      }),
    ),
    result: lazy(() => z.strictObject({ ok: z.literal(true) })),
  },
  'events.resume': {
    scope: 'operator.read',
    summary: 'What was missed since a cursor, or the word that everything is to be read anew.',
    params: lazy(() =>
      z.strictObject({ epoch: z.string().optional(), cursor: z.int().nonnegative().optional() }),
    ),
    result: lazy(() =>
      z.strictObject({
        epoch: z.string(),
        cursor: z.int().nonnegative(),
        /** True: too much was missed, or the gateway started anew. Read snapshots again. */
        reload: z.boolean(),
        events: z.array(
          z.strictObject({ cursor: z.int(), event: z.string(), payload: z.unknown() }),
        ),
      }),
    ),
  },
});

export const systemEvents = defineEvents({
  'connect.challenge': {
    scope: 'operator.read',
    summary: 'The first frame on a socket: what a device signs.',
    payload: lazy(() =>
      z.strictObject({ nonce: z.string(), ts: z.int(), capabilities: z.array(z.string()) }),
    ),
  },
  health: {
    scope: 'operator.read',
    summary: 'A snapshot of health, each minute and when it turns.',
    payload: health,
    isDroppable: true,
  },
  'events.cursor': {
    scope: 'operator.read',
    summary: 'Where the event log stands, for a connection that is not told of all of it.',
    payload: lazy(() => z.strictObject({ epoch: z.string(), cursor: z.int().nonnegative() })),
  },
  tick: {
    scope: 'operator.read',
    summary: 'The connection lives. A client that hears none for twice the interval closes.',
    payload: lazy(() => z.strictObject({ ts: z.int() })),
  },
  shutdown: {
    scope: 'operator.read',
    summary: 'The gateway is about to stop.',
    payload: lazy(() =>
      z.strictObject({ reason: z.string(), restartExpectedMs: z.int().nonnegative().optional() }),
    ),
  },
});
