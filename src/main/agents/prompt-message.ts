import type { ModelMessage, ProviderState, ToolCall } from '../providers/provider.ts';
import { isAside, type MessageRecord } from '../sessions/message-store.ts';
import { readContent } from '../sessions/present.ts';
import type { SessionRecord } from '../sessions/session-store.ts';

/** A stored message in the form in which a model gets it. */
export interface PromptMessage {
  readonly record: Pick<MessageRecord, 'id' | 'session_id'>;
  readonly message: ModelMessage;
  readonly images?: readonly ImageRef[] | undefined;
  readonly state?: ProviderState | undefined;
  /** Said by itself, such as a reminder, and not as the answer to anything. */
  readonly isSpoken?: boolean | undefined;
}

/** A picture of a message; its bytes are read when the prompt is sent. */
export interface ImageRef {
  readonly mimeType: string;
  readonly blob: string;
  readonly sizeBytes: number;
}

/** What a model gets of a stored message: nothing of commands, nor of failures that said nothing. */
export function toPromptMessages(record: MessageRecord, session: SessionRecord): PromptMessage[] {
  const { id, session_id } = record;
  if (!isForModel(record)) return [];
  const extras = extrasOf(record);
  return toMessages(record, session).map((message) => {
    const plain = { record: { id, session_id }, message };
    // Thousands of these are kept, and hardly any has more to it.
    return extras === undefined ? plain : { ...plain, ...extras };
  });
}

function extrasOf(
  record: MessageRecord,
): Pick<PromptMessage, 'images' | 'state' | 'isSpoken'> | undefined {
  const hasImages = record.content.includes('"image"');
  const isSpoken = record.stop_reason === 'spoken';
  if (!hasImages && record.state === null && !isSpoken) return undefined;
  const images = hasImages ? readContent(record).filter((block) => block.type === 'image') : [];
  return {
    ...(images.length === 0 ? {} : { images }),
    ...(record.state === null ? {} : { state: JSON.parse(record.state) as ProviderState }),
    ...(isSpoken ? { isSpoken } : {}),
  };
}

function isForModel(record: MessageRecord): boolean {
  const hasEnded = record.error !== null || record.stop_reason === 'aborted';
  return !isAside(record) && !(hasEnded && record.text === '');
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
      ? [
          {
            role: 'tool',
            callId: block.id,
            name: block.name,
            text: block.text,
            ...(block.isError ? { isError: true } : {}),
          },
        ]
      : [],
  );
}

/** In a group the model must know who speaks. */
function withSpeaker(record: MessageRecord, session: SessionRecord): string {
  if (session.chat_kind === 'direct' || record.sender === null) return record.text;
  const sender = JSON.parse(record.sender) as { id: string; name?: string };
  return `${sender.name ?? sender.id}: ${record.text}`;
}

/** Puts the messages of a path into the order that providers demand. */
export function arrangePrompt(messages: readonly PromptMessage[]): readonly PromptMessage[] {
  return pairToolCalls(moveSpoken(messages));
}

/**
 * What was said by itself while a turn ran stands before that turn: a prompt must not end with the
 * assistant's own words, nor may anything stand between a call and its result.
 */
function moveSpoken(messages: readonly PromptMessage[]): readonly PromptMessage[] {
  if (!messages.some(({ isSpoken }) => isSpoken)) return messages;
  const arranged: PromptMessage[] = [];
  let open = 0;
  for (const item of messages) {
    if (item.isSpoken) {
      arranged.splice(open, 0, item);
      open += 1;
      continue;
    }
    arranged.push(item);
    if (item.message.role === 'assistant' && item.message.toolCalls.length === 0)
      open = arranged.length;
  }
  return arranged;
}

/**
 * Every tool call must have its result right behind it, or providers refuse the prompt. A turn that
 * was ended between the two leaves a call without one.
 */
function pairToolCalls(messages: readonly PromptMessage[]): readonly PromptMessage[] {
  const hasCalls = messages.some(
    ({ message }) => message.role === 'assistant' && message.toolCalls.length > 0,
  );
  if (!hasCalls) return messages;
  const results = Map.groupBy(
    messages.filter(({ message }) => message.role === 'tool'),
    ({ message }) => (message.role === 'tool' ? message.callId : ''),
  );
  return messages.flatMap((item) => {
    // Each result stands behind its call; one whose call is not here would be refused.
    if (item.message.role === 'tool') return [];
    if (item.message.role !== 'assistant') return [item];
    // Some models number their calls afresh in every turn: each result is given out once.
    const answers = item.message.toolCalls.map(
      (call) => results.get(call.id)?.shift() ?? closing(item.record, call),
    );
    return [item, ...answers];
  });
}

function closing(record: PromptMessage['record'], call: ToolCall): PromptMessage {
  const text = 'The call was ended before it had a result.';
  return { record, message: { role: 'tool', callId: call.id, name: call.name, text } };
}
