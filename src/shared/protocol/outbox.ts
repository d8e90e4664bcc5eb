import { z } from 'zod';
import { limits } from '../config/limits.ts';
import { lazy } from '../lazy.ts';
import { outboxStates } from '../model/delivery.ts';
import { deliveryRow } from './inspect.ts';
import { defineEvents, defineMethods } from './spec.ts';

/** What is on its way to messengers, and what stuck there. */
export const outboxMethods = defineMethods({
  'outbox.list': {
    scope: 'operator.read',
    summary:
      'Parts of messages in one state, the newest first; those that are held or dead when none is given.',
    params: lazy(() =>
      z.strictObject({
        channel: z.string().min(1).max(128).optional(),
        state: z.enum(outboxStates).optional(),
        limit: z.int().min(1).max(limits.delivery.listedParts).optional(),
      }),
    ),
    result: lazy(() => z.strictObject({ parts: z.array(deliveryRow()) })),
  },
  'outbox.send': {
    scope: 'operator.write',
    summary:
      'Sends a part that is held or dead now. One that may have arrived already is marked as such.',
    params: lazy(() => z.strictObject({ id: z.string().min(1).max(64) })),
    result: lazy(() => z.strictObject({ part: deliveryRow() })),
  },
  'outbox.drop': {
    scope: 'operator.write',
    summary: 'Removes a part that is held or dead from the outbox; it is never sent.',
    params: lazy(() => z.strictObject({ id: z.string().min(1).max(64) })),
    result: lazy(() => z.strictObject({ ok: z.literal(true) })),
  },
});

export const outboxEvents = defineEvents({
  'outbox.changed': {
    scope: 'operator.read',
    summary: 'A part of a message needs the owner, or does not any more.',
    payload: lazy(() =>
      z.strictObject({
        id: z.string(),
        channel: z.string(),
        /** A state of the outbox, or `dropped`. */
        state: z.string(),
        turnId: z.string().optional(),
        sessionKey: z.string().optional(),
      }),
    ),
    isLogged: true,
  },
});
