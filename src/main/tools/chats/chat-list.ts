import { limits } from '../../../shared/config/limits.ts';
import { formatAddress } from '../../delivery/create-speak-up.ts';
import type { ChatAddress } from '../../delivery/speak-up.ts';
import { lastReplyTo } from '../../delivery/turn-store.ts';
import type { SessionRecord } from '../../sessions/session-store.ts';
import type { Sql } from '../../storage/database.ts';

/**
 * Conversations a person may know of: those with them alone, or for the owner all. The last used come
 * first.
 */
export function listConversations(
  sql: Sql,
  who: { readonly personId: string | undefined; readonly isOwner: boolean },
): SessionRecord[] {
  if (!who.isOwner && who.personId === undefined) return [];
  return sql
    .statement<[number, string, number], SessionRecord>(
      `SELECT * FROM session
       WHERE archived_at IS NULL AND (? OR (person_id = ? AND chat_kind = 'direct'))
       ORDER BY updated_at DESC LIMIT ?`,
    )
    .all(who.isOwner ? 1 : 0, who.personId ?? '', limits.chats.listed);
}

/** Where a conversation takes place, as `message` takes it; undefined for what is not on a messenger. */
export function addressOf(sql: Sql, session: SessionRecord): string | undefined {
  const replyTo = lastReplyTo(sql, session.id);
  return replyTo && replyTo.channel !== 'web' ? formatAddress(replyTo) : undefined;
}

/** Whether a chat is a direct one with this very person, or the page of the owner. */
export function isOwnChat(
  sql: Sql,
  address: ChatAddress,
  who: { readonly personId: string | undefined; readonly isOwner: boolean },
): boolean {
  if (address.channel === 'web') return who.isOwner;
  if (address.chat.kind !== 'direct' || who.personId === undefined) return false;
  return (
    sql
      .statement<[string, string, string], { found: number }>(
        'SELECT 1 AS found FROM identity WHERE person_id = ? AND channel = ? AND peer = ?',
      )
      .get(who.personId, address.channel, address.chat.id) !== undefined
  );
}
