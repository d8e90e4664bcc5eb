import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { channelStates } from '../model/channel-state.ts';
import { defineEvents, defineMethods } from './spec.ts';

export const channelStatus = lazy(() =>
  z.strictObject({
    /** The channel instance: its key in the config. */
    id: z.string(),
    type: z.string(),
    node: z.string(),
    state: z.enum(channelStates),
    /** Whom it is logged in as, in the messenger's words. */
    account: z.string().optional(),
    since: z.int(),
    lastInboundAt: z.int().optional(),
    lastOutboundAt: z.int().optional(),
    error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }).optional(),
    /** Parts that wait to be sent, and those that need the owner. */
    outbox: z.strictObject({ waiting: z.int(), held: z.int(), dead: z.int() }),
  }),
);

export const channelMethods = defineMethods({
  'channels.status': {
    scope: 'operator.read',
    summary: 'Every configured channel and how it does.',
    params: lazy(() =>
      z.strictObject({ channel: z.string().min(1).optional(), probe: z.boolean().optional() }),
    ),
    result: lazy(() => z.strictObject({ channels: z.array(channelStatus()) })),
  },
});

export const channelEvents = defineEvents({
  'channels.changed': {
    scope: 'operator.read',
    summary: 'The state of a channel changed, or it was removed.',
    payload: lazy(() => z.strictObject({ id: z.string(), channel: channelStatus().nullable() })),
    isLogged: true,
  },
});

export type ChannelStatus = z.output<ReturnType<typeof channelStatus>>;
