import { z } from 'zod';
import { limits } from '../config/limits.ts';
import { lazy } from '../lazy.ts';
import { channelStates } from '../model/channel-state.ts';
import { deliveryJob, deliveryOutcome } from '../model/delivery.ts';
import { envelope } from '../model/envelope.ts';
import { defineEvents, defineMethods } from './spec.ts';

/**
 * What a channel host and the gateway say to each other. A host connects like everybody, with
 * role `node`. Both directions carry numbered batches with cumulative acknowledgement; after a
 * reconnect each side goes on from the last number the other has.
 */
export const nodeMethods = defineMethods({
  'node.hello': {
    scope: 'node',
    summary: 'A channel host reports for work and is told what to run.',
    params: lazy(() =>
      z.strictObject({
        /** The node's name in the config: "local" or another. */
        nodeId: z.string().min(1).max(128),
        /** New each time the host program starts. */
        runId: z.string().min(1).max(64),
        /** The last `node.deliver` batch this run has taken over; 0 for none. */
        lastDeliverySeq: z.int().nonnegative(),
      }),
    ),
    result: lazy(() =>
      z.strictObject({
        /** The last inbound batch of this run that is committed here; 0 for none. */
        lastInboundSeq: z.int().nonnegative(),
        configVersion: z.int(),
        channels: z.array(hostedChannel()),
      }),
    ),
  },
  'node.inbound': {
    scope: 'node',
    summary: 'A batch of messages from messengers. The answer means that they are committed.',
    params: lazy(() =>
      z.strictObject({ seq: z.int().positive(), envelopes: z.array(envelope()).min(1).max(100) }),
    ),
    result: lazy(() => z.strictObject({ ack: z.int().nonnegative() })),
  },
  'node.wanted': {
    scope: 'node',
    summary:
      'Whether a message would be let in: asked before its files are fetched, so that strangers fill no disk.',
    params: lazy(() => z.strictObject({ envelope: envelope() })),
    result: lazy(() => z.strictObject({ isWanted: z.boolean() })),
  },
  'node.file': {
    scope: 'node',
    summary:
      'A piece of a file that a later message names, in order, one file at a time. All of its bytes in the answer mean that it is on disk.',
    params: lazy(() =>
      z.strictObject({
        /** SHA-256 of the whole file. */
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        sizeBytes: z.int().positive().max(limits.message.attachmentBytes),
        /** Where in the file this piece begins. */
        offset: z.int().nonnegative(),
        /** Base64. */
        data: z.base64().max(Math.ceil((limits.node.filePieceBytes * 4) / 3) + 4),
      }),
    ),
    /** Send on from there; less than was sent when the beginning is missing here. */
    result: lazy(() => z.strictObject({ receivedBytes: z.int().nonnegative() })),
  },
  'node.outcomes': {
    scope: 'node',
    summary: 'What became of deliveries. The answer means that it is committed.',
    params: lazy(() => z.strictObject({ outcomes: z.array(deliveryOutcome()).min(1).max(100) })),
    result: lazy(() => z.strictObject({ ok: z.literal(true) })),
  },
  'node.recovered': {
    scope: 'node',
    summary:
      'All outcomes an earlier run of the host had kept are handed in: what is still open now was cut off.',
    params: lazy(() => z.strictObject({ runId: z.string() })),
    result: lazy(() => z.strictObject({ ok: z.literal(true) })),
  },
  'node.status': {
    scope: 'node',
    summary: 'The state of a channel changed.',
    params: lazy(() =>
      z.strictObject({
        channel: z.string(),
        state: z.enum(channelStates),
        account: z.string().optional(),
        error: z
          .strictObject({ code: z.string(), message: z.string(), hint: z.string() })
          .optional(),
      }),
    ),
    result: lazy(() => z.strictObject({ ok: z.literal(true) })),
  },
});

export const nodeEvents = defineEvents({
  'node.config': {
    scope: 'node',
    summary:
      'The channels this node is to run, whole; the host starts, restarts and stops by difference.',
    payload: lazy(() =>
      z.strictObject({ configVersion: z.int(), channels: z.array(hostedChannel()) }),
    ),
  },
  'node.deliver': {
    scope: 'node',
    summary: 'Parts to be sent or edited, in order for each chat.',
    payload: lazy(() => z.strictObject({ seq: z.int().positive(), jobs: z.array(deliveryJob()) })),
  },
  'node.typing': {
    scope: 'node',
    summary: 'Somebody is being answered; shown where the messenger can.',
    payload: lazy(() =>
      z.strictObject({ channel: z.string(), chatId: z.string(), threadId: z.string().optional() }),
    ),
    isDroppable: true,
  },
});

/** One channel a node runs. `settings` is the entry of the config with its secrets in clear. */
export const hostedChannel = lazy(() =>
  z.strictObject({
    id: z.string(),
    type: z.string(),
    settings: z.record(z.string(), z.unknown()),
    /** Changes when the channel must restart. */
    revision: z.string(),
  }),
);

export type HostedChannel = z.output<ReturnType<typeof hostedChannel>>;
