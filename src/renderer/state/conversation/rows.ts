import type { ChatMessage, ContentBlock } from '../../../shared/protocol/chat.ts';
import type { ConversationState, PictureBlock, Row, ToolView } from './types.ts';

interface ToolResult {
  readonly block: Extract<ContentBlock, { type: 'toolResult' }>;
  readonly pictures: readonly PictureBlock[];
}

/** What a message says, without its tool blocks. */
export function textOf(message: ChatMessage): string {
  return message.content
    .filter((block) => block.type === 'text')
    .map((block) => block.text)
    .join('\n\n');
}

/** The pictures of a message. */
export function picturesOf(message: ChatMessage): readonly PictureBlock[] {
  return message.content.filter((block) => block.type === 'image');
}

/** Lays out the rows of a conversation: stored messages, what was sent, what is being written. */
export function layoutRows(
  state: Pick<ConversationState, 'messages' | 'outgoing' | 'runs'>,
): readonly Row[] {
  const results = collectResults(state.messages);
  const isRunning = (runId: string | undefined): boolean =>
    runId !== undefined && state.runs[runId] !== undefined && !state.runs[runId].end;
  const shown = state.messages.filter((message) => isShown(message));
  const rows: Row[] = shown.map((message, index) => ({
    kind: 'message',
    key: message.id ?? `at:${message.timestamp}`,
    message,
    tools: toolsOf(message, results, isRunning(message.runId)),
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
    const pictures = picturesOf(message);
    for (const block of message.content)
      if (block.type === 'toolResult') results.set(block.id, { block, pictures });
  }
  return results;
}

/**
 * Results are shown with their calls, so a message of results alone has no row of its own. An answer
 * that was stopped before its first word has one: there it says so.
 */
function isShown(message: ChatMessage): boolean {
  if (message.error || message.role === 'user' || message.stopReason === 'aborted') return true;
  return message.content.some(
    (block) =>
      block.type === 'toolCall' ||
      (block.type === 'image' && message.role !== 'tool') ||
      (block.type === 'text' && block.text.trim() !== ''),
  );
}

function toolsOf(
  message: ChatMessage,
  results: ReadonlyMap<string, ToolResult>,
  isRunning: boolean,
): ToolView[] {
  return message.content
    .filter((block) => block.type === 'toolCall')
    .map((call) => {
      const result = results.get(call.id);
      const view = { id: call.id, name: call.name, args: call.arguments };
      if (!result) return isRunning ? view : { ...view, isCutOff: true };
      const { text, isError } = result.block;
      return { ...view, result: { text, isError }, pictures: result.pictures };
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
