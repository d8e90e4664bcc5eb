import type { ChannelConfig } from '../../shared/config/channels.ts';
import type { Envelope } from '../../shared/model/envelope.ts';
import type { KnownPerson } from '../sessions/people-store.ts';

/** Why a message gets no answer; shown in the log and in the inbox. */
export const ignoreReasons = [
  'not-a-message',
  'from-a-bot',
  'empty',
  'channel-unknown',
  'direct-off',
  'not-allowed',
  'group-unknown',
  'group-off',
  'not-addressed',
  'pairing-full',
  'queue-full',
  'failed',
  'no-agent',
  'taken-over',
] as const;
export type IgnoreReason = (typeof ignoreReasons)[number];

export type Admission =
  | { readonly verdict: 'let-in' }
  | { readonly verdict: 'pair' }
  | { readonly verdict: 'ignore'; readonly reason: IgnoreReason };

const letIn: Admission = { verdict: 'let-in' };
const ignore = (reason: IgnoreReason): Admission => ({ verdict: 'ignore', reason });

/**
 * Whether the sender of a message may talk to the assistant. Strangers get nothing but a pairing
 * code, and in groups the assistant speaks when it is addressed and only where a group is allowed.
 * Pure; whatever is not said in the config is closed.
 */
export function admit(
  envelope: Envelope,
  channel: ChannelConfig | undefined,
  person: KnownPerson | undefined,
): Admission {
  if (!channel) return ignore('channel-unknown');
  if (envelope.kind !== 'new') return ignore('not-a-message');
  if (envelope.sender.isBot) return ignore('from-a-bot');
  if (envelope.text.trim() === '' && envelope.attachments.length === 0) return ignore('empty');
  return envelope.chat.kind === 'direct'
    ? admitDirect(envelope, channel, person)
    : admitGroup(envelope, channel);
}

function admitDirect(
  envelope: Envelope,
  { access }: ChannelConfig,
  person: KnownPerson | undefined,
): Admission {
  if (access.direct === 'off') return ignore('direct-off');
  if (person && person.role !== 'guest') return letIn;
  if (access.direct === 'open' || isListed(access.allowFrom, envelope)) return letIn;
  return access.direct === 'pairing' ? { verdict: 'pair' } : ignore('not-allowed');
}

function admitGroup(envelope: Envelope, { access }: ChannelConfig): Admission {
  const rule = access.groups[envelope.chat.id] ?? access.groups['*'];
  if (!rule) return ignore('group-unknown');
  if (!rule.enabled) return ignore('group-off');
  if (rule.allowFrom && !isListed(rule.allowFrom, envelope)) return ignore('not-allowed');
  return rule.requireMention && !envelope.isAddressed ? ignore('not-addressed') : letIn;
}

function isListed(allowFrom: readonly string[], { sender }: Envelope): boolean {
  const name = sender.username === undefined ? undefined : `@${sender.username}`.toLowerCase();
  return allowFrom.some(
    (entry) => entry === sender.id || (name !== undefined && entry.toLowerCase() === name),
  );
}
