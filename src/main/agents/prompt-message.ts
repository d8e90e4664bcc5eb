import type { ModelMessage } from '../providers/provider.ts';
import type { MessageRecord } from '../sessions/message-store.ts';
import { readContent } from '../sessions/present.ts';
import type { SessionRecord } from '../sessions/session-store.ts';

/** A stored message in the form in which a model gets it. */
export interface PromptMessage {
  readonly record: Pick<MessageRecord, 'id' | 'session_id'>;
  readonly message: ModelMessage;
}

/** What a model gets of a stored message: nothing of commands, nor of failures that said nothing. */
export function toPromptMessages(record: MessageRecord, session: SessionRecord): PromptMessage[] {
  const { id, session_id } = record;
  if (!isForModel(record)) return [];
  return toMessages(record, session).map((message) => ({ record: { id, session_id }, message }));
}

function isForModel(record: MessageRecord): boolean {
  const isAside = record.stop_reason === 'command' || record.stop_reason === 'notice';
  return !isAside && !(record.error !== null && record.text === '');
}

function toMessages(record: MessageRecord, session: SessionRecord): ModelMessage[] {
  if (record.role === 'user') return [{ role: 'user', text: withSpeaker(record, session) }];
  const content = readContent(record);
  if (record.role === 'assistant') {
    const toolCalls = content.flatMap((block) =>
      block.type === 'toolCall'
        ? [{ id: block.id, name: block.name, arguments: block.arguments }]
        : [],
    );
    return [{ role: 'assistant', text: record.text, toolCalls }];
  }
  return content.flatMap((block): ModelMessage[] =>
    block.type === 'toolResult'
      ? [{ role: 'tool', callId: block.id, name: block.name, text: block.text }]
      : [],
  );
}

/** In a group the model must know who speaks. */
function withSpeaker(record: MessageRecord, session: SessionRecord): string {
  if (session.chat_kind === 'direct' || record.sender === null) return record.text;
  const sender = JSON.parse(record.sender) as { id: string; name?: string };
  return `${sender.name ?? sender.id}: ${record.text}`;
}

/**
 * Every tool call must have its result, or providers refuse the prompt. A turn that was ended
 * between the two leaves a call without one.
 */
export function closeToolCalls(messages: readonly PromptMessage[]): readonly PromptMessage[] {
  const hasCalls = messages.some(
    ({ message }) => message.role === 'assistant' && message.toolCalls.length > 0,
  );
  if (!hasCalls) return messages;
  const answered = new Set(
    messages.flatMap(({ message }) => (message.role === 'tool' ? [message.callId] : [])),
  );
  return messages.flatMap((item) => {
    if (item.message.role !== 'assistant') return [item];
    const missing = item.message.toolCalls.filter((call) => !answered.has(call.id));
    const closings = missing.map((call): PromptMessage => ({
      record: item.record,
      message: {
        role: 'tool',
        callId: call.id,
        name: call.name,
        text: 'The call was ended before it had a result.',
      },
    }));
    return [item, ...closings];
  });
}
