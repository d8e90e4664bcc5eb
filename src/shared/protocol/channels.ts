import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { channelStates } from '../model/channel-state.ts';
import { renameParams, renameResult } from './rename.ts';
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

export const channelCheck = lazy(() =>
  z.strictObject({
    /** It can log in with these settings. */
    works: z.boolean(),
    /** Whom it would be logged in as, in the messenger's words. */
    account: z.string().optional(),
    error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }).optional(),
    durationMs: z.number(),
  }),
);
export type ChannelCheck = z.output<ReturnType<typeof channelCheck>>;

export const channelMethods = defineMethods({
  'channels.status': {
    scope: 'operator.read',
    summary: 'Every configured channel and how it does.',
    params: lazy(() =>
      z.strictObject({ channel: z.string().min(1).optional(), probe: z.boolean().optional() }),
    ),
    result: lazy(() => z.strictObject({ channels: z.array(channelStatus()) })),
  },
  'channels.check': {
    scope: 'operator.admin',
    summary:
      'Whether a messenger lets one in with these settings, in a process of its own; nothing is saved.',
    params: lazy(() =>
      z.strictObject({
        type: z.string().min(1).max(64),
        /** As they would be written: variables and kept secrets by name are looked up. */
        settings: z.record(z.string(), z.unknown()),
        /** A configured channel: its secrets stand in for what is shown as dots. */
        channel: z.string().min(1).max(128).optional(),
      }),
    ),
    result: channelCheck,
  },
  'channels.restart': {
    scope: 'operator.write',
    summary: 'Ends the connection of a channel and starts it again.',
    params: lazy(() => z.strictObject({ channel: z.string().min(1).max(128) })),
    result: lazy(() => z.strictObject({ ok: z.literal(true) })),
  },
  'channels.rename': {
    scope: 'operator.admin',
    summary:
      'Gives a channel another key: in the configuration with all that names it, and in what is stored. Its connection stays.',
    params: renameParams,
    result: renameResult,
  },
});

export const channelEvents = defineEvents({
  'channels.changed': {
    scope: 'operator.read',
    summary: 'The state of a channel changed, or it was removed.',
    payload: lazy(() => z.strictObject({ id: z.string(), channel: channelStatus().nullable() })),
    isLogged: true,
  },
  'channels.renamed': {
    scope: 'operator.read',
    summary: 'A channel has another key; the keys of its conversations changed with it.',
    payload: lazy(() => z.strictObject({ from: z.string(), to: z.string() })),
    isLogged: true,
  },
});

export type ChannelStatus = z.output<ReturnType<typeof channelStatus>>;
