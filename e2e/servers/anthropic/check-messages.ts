import type { Seal } from '../model-core/seal.ts';
import { readThinking } from './model-rules.ts';
import type { MessageRequest, RequestBlock, RequestMessage } from './request-schema.ts';

/** What the server remembers of its own answers. */
export interface IssuedBlocks {
  /** Calls that were made after a thought. */
  readonly thoughtful: ReadonlySet<string>;
  readonly seal: Seal;
}

/**
 * The rules a schema cannot say: results follow their calls at once and come first, thoughts come
 * back unchanged and stand before the calls they led to. Returns the API's words for the first
 * breach.
 */
export function findMessageBreach(
  request: MessageRequest,
  issued: IssuedBlocks,
): string | undefined {
  const { messages } = request;
  for (const [index, message] of messages.entries()) {
    const breach =
      findResultBreach(message, messages[index - 1], index) ??
      findUnanswered(message, messages[index + 1], index) ??
      findSealBreach(message, index, issued);
    if (breach !== undefined) return breach;
  }
  if (messages.at(-1)?.role === 'assistant') {
    return 'This model does not support assistant message prefill. The conversation must end with a user message.';
  }
  return findCacheBreach(request);
}

const blocksOf = (message: RequestMessage | undefined): readonly RequestBlock[] =>
  message === undefined || typeof message.content === 'string' ? [] : message.content;

const callsOf = (message: RequestMessage | undefined): string[] =>
  blocksOf(message).flatMap((block) => (block.type === 'tool_use' ? [block.id] : []));

function findResultBreach(
  message: RequestMessage,
  before: RequestMessage | undefined,
  index: number,
): string | undefined {
  const calls = new Set(callsOf(before));
  let hasOther = false;
  for (const [place, block] of blocksOf(message).entries()) {
    if (block.type !== 'tool_result') {
      hasOther = true;
      continue;
    }
    if (hasOther) return `messages.${index}: \`tool_result\` blocks must come first in a message`;
    if (!calls.delete(block.tool_use_id)) {
      return `messages.${index}.content.${place}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${block.tool_use_id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`;
    }
  }
  return undefined;
}

function findUnanswered(
  message: RequestMessage,
  after: RequestMessage | undefined,
  index: number,
): string | undefined {
  const answered = new Set(
    blocksOf(after).flatMap((block) => (block.type === 'tool_result' ? [block.tool_use_id] : [])),
  );
  const open = callsOf(message).filter((id) => !answered.has(id));
  if (open.length === 0) return undefined;
  return `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`;
}

function findSealBreach(
  message: RequestMessage,
  index: number,
  { seal }: IssuedBlocks,
): string | undefined {
  for (const [place, block] of blocksOf(message).entries()) {
    const at = `messages.${index}.content.${place}`;
    if (block.type === 'thinking') {
      const signed = seal.open(block.signature);
      // A thought that was not shown is signed all the same, and comes back empty.
      if (signed === undefined || (block.thinking !== '' && signed !== block.thinking)) {
        return `${at}: Invalid \`signature\` in \`thinking\` block`;
      }
    }
    if (block.type === 'redacted_thinking' && seal.open(block.data) === undefined) {
      return `${at}: Invalid \`data\` in \`redacted_thinking\` block`;
    }
  }
  return undefined;
}

/**
 * Within a step of tools the thought that led to it has to come along. A client that never had it,
 * because another model began the step, can only learn that by asking.
 */
export function findMissingThought(
  request: MessageRequest,
  { thoughtful }: IssuedBlocks,
): string | undefined {
  const index = request.messages.length - 2;
  const asked = request.messages[index];
  if (!readThinking(request).isThinking || !callsOf(asked).some((id) => thoughtful.has(id))) {
    return undefined;
  }
  const [first] = blocksOf(asked);
  if (first === undefined || first.type === 'thinking' || first.type === 'redacted_thinking') {
    return undefined;
  }
  return `messages.${index}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${first.type}\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block (preceeding the lastmost set of \`tool_use\` and \`tool_result\` blocks).`;
}

const mostBreakpoints = 4;

function findCacheBreach(request: MessageRequest): string | undefined {
  const count = JSON.stringify(request).split('"cache_control":{').length - 1;
  return count > mostBreakpoints
    ? `A maximum of ${mostBreakpoints} blocks with cache_control may be provided. Found ${count}.`
    : undefined;
}
