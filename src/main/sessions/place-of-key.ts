import type { Config } from '../../shared/config/schema.ts';
import type { ChatRef } from '../../shared/model/envelope.ts';
import { parseSessionKey } from '../router/session-key.ts';
import type { Sql } from '../storage/database.ts';
import { findPersonByPeer } from './people-store.ts';

/** Where a conversation takes place and whose it is. */
export interface SessionPlace {
  readonly channel: string;
  readonly chatKind: ChatRef['kind'];
  readonly personId: string | null;
}

/**
 * Whose conversation a key names that belongs to a chat on a messenger, whoever begins it: a client or
 * an agent may name it before anybody has written there, and what is the owner's then must not be
 * what a stranger goes on with. Undefined for every other key.
 */
export function placeOfKey(
  sql: Sql,
  channels: Config['channels'],
  key: string,
): SessionPlace | undefined {
  const name = parseSessionKey(key);
  if (name?.kind !== 'chat' || !isMessenger(channels, name.channel)) return undefined;
  const { channel, peer } = name;
  const person = peer.kind === 'direct' ? findPersonByPeer(sql, channel, peer.id) : undefined;
  return { channel, chatKind: peer.kind, personId: person?.id ?? null };
}

/** Whether a channel is configured and is not the page of the owner. */
export function isMessenger(channels: Config['channels'], id: string): boolean {
  const channel = Object.hasOwn(channels, id) ? channels[id] : undefined;
  return channel !== undefined && channel.type !== 'web';
}
