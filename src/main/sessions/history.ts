import { limits } from '../../shared/config/limits.ts';
import type { ChatMessage } from '../../shared/protocol/chat.ts';
import type { Sql } from '../storage/database.ts';
import { findMessage, getMessage, readPath } from './message-store.ts';
import { toChatMessage } from './present.ts';
import type { SessionRecord } from './session-store.ts';

export interface HistoryPage {
  readonly messages: ChatMessage[];
  /** For the page before this one; absent at the beginning of the conversation. */
  readonly cursor?: string;
}

/**
 * A page of a conversation, oldest first. Without a cursor it ends with the newest message of the
 * branch: that of `headId`, or the one the conversation goes on from. The cursor is the id of the
 * oldest message of the page after it, which names its branch by itself.
 * @throws AppError MESSAGE_UNKNOWN for a head that is not of this conversation
 */
export function readHistory(
  sql: Sql,
  session: SessionRecord,
  page: {
    readonly limit?: number | undefined;
    readonly headId?: string | undefined;
    readonly cursor?: string | undefined;
    readonly maxChars?: number | undefined;
  },
): HistoryPage {
  const limit = page.limit ?? limits.session.historyPage;
  const from =
    page.cursor === undefined
      ? headOf(sql, session, page.headId)
      : parentOf(sql, session, page.cursor);
  const path = readPath(sql, from, limit);
  const oldest = path[0];
  return {
    messages: path.map((record) => toChatMessage(record, page.maxChars)),
    ...(oldest?.parent_id ? { cursor: oldest.id } : {}),
  };
}

function headOf(sql: Sql, session: SessionRecord, headId: string | undefined): string | null {
  return headId === undefined ? session.head_id : findMessage(sql, session, headId).id;
}

function parentOf(sql: Sql, session: SessionRecord, messageId: string): string | null {
  const message = getMessage(sql, messageId);
  return message?.session_id === session.id ? message.parent_id : null;
}
