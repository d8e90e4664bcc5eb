import type { ChatMessage, ContentBlock } from '../../../shared/protocol/chat.ts';
import type { ConversationState, Row, ToolView } from './types.ts';

type ToolResult = Extract<ContentBlock, { type: 'toolResult' }>;

/** What a message says, without its tool blocks. */
export function textOf(message: ChatMessage): string {
  return message.content
    .filter((block) => block.type === 'text')
    .map((block) => block.text)
    .join('\n\n');
}

/** Lays out the rows of a conversation: stored messages, what was sent, what is being written. */
export function layoutRows(
  state: Pick<ConversationState, 'messages' | 'outgoing' | 'runs'>,
): readonly Row[] {
  const results = collectResults(state.messages);
  const shown = state.messages.filter((message) => isShown(message));
  const rows: Row[] = shown.map((message, index) => ({
    kind: 'message',
    key: message.id ?? `at:${message.timestamp}`,
    message,
    tools: toolsOf(message, results),
    startsDay: startsDay(shown[index - 1], message),
    isContinuation: isContinuation(shown[index - 1], message),
    isLast: index === shown.length - 1,
  }));
  for (const outgoing of state.outgoing) {
    if (outgoing.state !== 'queued' && outgoing.state !== 'waiting')
      rows.push(outgoingRow(outgoing));
  }
  const last = shown.at(-1);
  for (const runId of Object.keys(state.runs)) {
    const isContinuation = last?.role === 'assistant' && last.runId === runId;
    rows.push({ kind: 'run', key: `run:${runId}`, runId, isContinuation });
  }
  // What waits stands below the answer it waits for.
  for (const outgoing of state.outgoing) {
    if (outgoing.state === 'queued' || outgoing.state === 'waiting')
      rows.push(outgoingRow(outgoing));
  }
  return rows;
}

function outgoingRow(outgoing: ConversationState['outgoing'][number]): Row {
  return { kind: 'outgoing', key: `out:${outgoing.key}`, outgoing };
}

function collectResults(messages: readonly ChatMessage[]): Map<string, ToolResult> {
  const results = new Map<string, ToolResult>();
  for (const message of messages) {
    for (const block of message.content)
      if (block.type === 'toolResult') results.set(block.id, block);
  }
  return results;
}

/** Results are shown with their calls, so a message of results alone has no row of its own. */
function isShown(message: ChatMessage): boolean {
  if (message.error || message.role === 'user') return true;
  return message.content.some(
    (block) => block.type === 'toolCall' || (block.type === 'text' && block.text.trim() !== ''),
  );
}

function toolsOf(message: ChatMessage, results: ReadonlyMap<string, ToolResult>): ToolView[] {
  return message.content
    .filter((block) => block.type === 'toolCall')
    .map((call) => {
      const result = results.get(call.id);
      const view = { id: call.id, name: call.name, args: call.arguments };
      return result ? { ...view, result: { text: result.text, isError: result.isError } } : view;
    });
}

function startsDay(before: ChatMessage | undefined, message: ChatMessage): boolean {
  if (!before) return true;
  return new Date(before.timestamp).toDateString() !== new Date(message.timestamp).toDateString();
}

function isContinuation(before: ChatMessage | undefined, message: ChatMessage): boolean {
  return (
    before !== undefined &&
    before.role === 'assistant' &&
    message.role === 'assistant' &&
    message.runId !== undefined &&
    before.runId === message.runId
  );
}
