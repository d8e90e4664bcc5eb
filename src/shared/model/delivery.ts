import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { chatRef } from './envelope.ts';

/**
 * States of one outbound part (a row of the outbox).
 *
 * draft -> ready -> sending -> sent
 *                     |-> ready    (refused for now, or the line broke before anything left)
 *                     |-> unknown  (we died, or the line broke, between request and answer)
 *                     |-> dead     (the messenger will never take it)
 * unknown -> ready (sent once more, marked) | held (waits for the owner's click) | sent
 * sent -> ready (something else is said in its place: an edit)
 */
export const outboxStates = [
  'draft',
  'ready',
  'sending',
  'sent',
  'unknown',
  'held',
  'dead',
] as const;
export type OutboxState = (typeof outboxStates)[number];

/** A button below a message; pressing it is as if the person had written `text`. */
export const chatButton = lazy(() =>
  z.strictObject({ label: z.string().min(1).max(64), text: z.string().min(1).max(256) }),
);

/** What the gateway asks a channel host to do. */
export const deliveryJob = lazy(() =>
  z.strictObject({
    /** The outbox row. */
    id: z.string().min(1),
    /** Counts the requests for one row, so that a late outcome of an earlier one is recognised. */
    attempt: z.int().nonnegative(),
    channel: z.string().min(1),
    chat: chatRef(),
    threadId: z.string().optional(),
    replyRef: z.string().optional(),
    /** Markdown; the channel puts it into the form of its messenger. */
    text: z.string(),
    /** Present when the part stands in the chat already and is to be edited. */
    externalId: z.string().optional(),
    /** A draft still grows; the final text will follow as an edit. */
    isDraft: z.boolean(),
    /** It may have arrived once already; the channel says so in the message. */
    isPossibleDuplicate: z.boolean(),
    /** Shown where the messenger has buttons; the text says how to answer without them. */
    buttons: z.array(chatButton()).max(8).optional(),
  }),
);

/** What became of a job. `hasBegun` says whether bytes of the request may have left. */
export const deliveryOutcome = lazy(() =>
  z.discriminatedUnion('result', [
    z.strictObject({
      result: z.literal('sent'),
      id: z.string().min(1),
      attempt: z.int().nonnegative(),
      externalId: z.string().min(1),
    }),
    z.strictObject({
      result: z.literal('failed'),
      id: z.string().min(1),
      attempt: z.int().nonnegative(),
      kind: z.enum(['refused', 'limited', 'unreachable', 'invalid']),
      hasBegun: z.boolean(),
      reason: z.string().max(1_000),
      retryAfterMs: z.int().nonnegative().optional(),
    }),
  ]),
);

export type DeliveryJob = z.output<ReturnType<typeof deliveryJob>>;
export type DeliveryOutcome = z.output<ReturnType<typeof deliveryOutcome>>;
