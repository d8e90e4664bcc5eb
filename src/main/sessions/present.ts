import type { ChatMessage, ContentBlock } from '../../shared/protocol/chat.ts';
import type { SessionRow } from '../../shared/protocol/sessions.ts';
import type { MessageRecord } from './message-store.ts';
import type { SessionRecord } from './session-store.ts';

/** A stored message as the protocol shows it. Texts beyond `maxChars` are cut and say so. */
export function toChatMessage(record: MessageRecord, maxChars = Infinity): ChatMessage {
  return {
    id: record.id,
    parentId: record.parent_id,
    role: record.role,
    content: readContent(record).map((block) => cutBlock(block, maxChars)),
    timestamp: record.created_at,
    ...(record.run_id === null ? {} : { runId: record.run_id }),
    ...(record.sender === null
      ? {}
      : { sender: readJson(record.sender) as NonNullable<ChatMessage['sender']> }),
    ...(record.stop_reason === null ? {} : { stopReason: record.stop_reason }),
    ...(record.error === null
      ? {}
      : { error: readJson(record.error) as NonNullable<ChatMessage['error']> }),
    ...(record.is_summary ? { isSummary: true } : {}),
  };
}

/** The blocks of a stored message. */
export function readContent(record: MessageRecord): ContentBlock[] {
  return readJson(record.content) as ContentBlock[];
}

/** A stored conversation as the protocol shows it. */
export function toSessionRow(record: SessionRecord, isRunning: boolean): SessionRow {
  return {
    key: record.key,
    sessionId: record.id,
    agentId: record.agent_id,
    title: record.title,
    channel: record.channel,
    chatKind: record.chat_kind,
    ...(record.person_id === null ? {} : { personId: record.person_id }),
    isArchived: record.archived_at !== null,
    createdAt: record.created_at,
    updatedAt: record.updated_at,
    messageCount: record.message_count,
    lastMessage: record.last_text,
    isRunning,
    ...(record.model === null ? {} : { model: record.model }),
    turns: record.turn_count,
    costMicros: record.cost_micros,
    ...(record.error_code === null ? {} : { errorCode: record.error_code }),
    ...(record.taken_over_at === null ? {} : { takenOverAt: record.taken_over_at }),
  };
}

function cutBlock(block: ContentBlock, maxChars: number): ContentBlock {
  const isShort = block.type === 'toolCall' || block.type === 'image';
  if (isShort || block.text.length <= maxChars) return block;
  return { ...block, text: `${block.text.slice(0, maxChars)}…` };
}

/** Only for columns that this program wrote from the same type. */
function readJson(text: string): unknown {
  return JSON.parse(text);
}
