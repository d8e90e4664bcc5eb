import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { setting } from './setting.ts';
import { toolList } from './tools.ts';

const groupRule = lazy(() =>
  z.object({
    enabled: z.boolean().default(true),
    requireMention: z.boolean().default(true),
    allowFrom: z.array(z.string()).optional(),
  }),
);

/** Who may talk to the assistant on a channel. */
export const access = lazy(() =>
  z.object({
    direct: setting(z.enum(['pairing', 'allowlist', 'open', 'off']).default('pairing'), {
      title: 'Direct messages',
      help: 'pairing: a stranger gets a code that the owner approves. open lets everybody in.',
      effect: 'none',
    }),
    allowFrom: setting(z.array(z.string()).default([]), {
      title: 'Allowed senders',
      help: 'Ids of the messenger that are let in without a code.',
      effect: 'none',
    }),
    groups: setting(z.record(z.string(), groupRule()).default({}), {
      title: 'Groups',
      help: 'By the group’s id, or "*" for all. Without an entry the assistant stays silent in a group.',
      effect: 'none',
    }),
  }),
);

/** What every channel has; each messenger adds its own keys (see `channelSchemas`). */
export const channelBase = lazy(() =>
  z.object({
    type: setting(z.string().optional(), {
      title: 'Type',
      help: 'The messenger. Defaults to the key of the entry.',
      effect: 'channel',
    }),
    enabled: setting(z.boolean().default(true), {
      title: 'Enabled',
      help: 'Off disconnects the channel and keeps everything else.',
      effect: 'channel',
    }),
    agent: setting(z.string().optional(), {
      title: 'Agent',
      help: 'Who answers here, unless a binding says otherwise.',
      effect: 'none',
    }),
    node: setting(z.string().default('local'), {
      title: 'Node',
      help: 'The machine that runs the channel. "local" is this one.',
      effect: 'channel',
    }),
    access: access().prefault({}),
    tools: setting(toolList().optional(), {
      title: 'Tools',
      help: 'What agents may use for messages of this channel, of what they may use at all. No restriction when absent.',
      effect: 'none',
    }),
    onUnknown: setting(z.enum(['resend', 'hold']).default('resend'), {
      title: 'When a send was cut off',
      help: 'resend: once more, marked as a possible duplicate. hold: wait for a click of the owner.',
      effect: 'none',
      advanced: true,
    }),
    streaming: setting(z.enum(['edits', 'off']).default('edits'), {
      title: 'Streaming',
      help: 'edits: the answer grows in place where the messenger can; off: it comes when it is complete.',
      effect: 'none',
    }),
  }),
);

// `channelType` says in the JSON Schema which messenger a schema belongs to.
export const telegramChannel = lazy(() =>
  channelBase()
    .extend({
      token: setting(z.string().min(1), {
        title: 'Bot token',
        help: 'From @BotFather. Write it as an environment variable, such as $TELEGRAM_BOT_TOKEN.',
        effect: 'channel',
        secret: true,
      }),
      apiRoot: setting(z.url().default('https://api.telegram.org'), {
        title: 'Bot API server',
        help: 'For a Bot API server of your own.',
        effect: 'channel',
        advanced: true,
      }),
    })
    .meta({ channelType: 'telegram' }),
);

export const webChannel = lazy(() => channelBase().meta({ channelType: 'web' }));

/** One schema for each messenger that this program knows. */
export const channelSchemas = { telegram: telegramChannel, web: webChannel };

export type ChannelType = keyof typeof channelSchemas;
export type ChannelConfig = z.output<ReturnType<typeof channelBase>> & {
  /** The resolved type: the entry's own, else its key. */
  readonly type: ChannelType;
};
