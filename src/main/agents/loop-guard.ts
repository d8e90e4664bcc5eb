import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { ContentBlock } from '../../shared/protocol/chat.ts';
import type { ToolCall } from '../providers/provider.ts';
import { readTurnMessages } from '../sessions/message-store.ts';
import { readContent } from '../sessions/present.ts';
import type { ToolResult } from '../tools/tool.ts';
import type { TurnContext } from './turn-context.ts';

/**
 * Stops a model that goes round in circles. A call counts as repeated when the same call has given
 * the same result before: looking again is fine as long as something new is seen. So two calls in
 * turns (ping-pong) are found as well as one. First the model is told, then the turn ends.
 *
 * @returns what the model is told instead of the call being run
 * @throws AppError TURN_TOOL_LOOP, TURN_TOO_MANY_CALLS
 */
export function refuseLoop(context: TurnContext, call: ToolCall): ToolResult | undefined {
  const blocks = readTurnMessages(context.deps.db, context.turn.id).flatMap(readContent);
  const calls = blocks.filter((block) => block.type === 'toolCall');
  if (calls.length > limits.turn.toolCalls)
    throw new AppError('TURN_TOO_MANY_CALLS', { calls: limits.turn.toolCalls });
  const repeats = countRepeats(call, calls, blocks);
  if (repeats >= limits.turn.repeatedCallsEnd)
    throw new AppError('TURN_TOOL_LOOP', { tool: call.name });
  return repeats >= limits.turn.repeatedCallsTold ? told(repeats) : undefined;
}

const toldMark = 'This is call number ';

function told(times: number): ToolResult {
  return {
    isError: true,
    text: `${toldMark}${times + 1} with the same arguments and the same result; it was not run again. Use the result you have, or try something else.`,
  };
}

type CallBlock = Extract<ContentBlock, { type: 'toolCall' }>;

/** How often this very call gave the same result in a row; refusals do not break the row. */
function countRepeats(
  call: ToolCall,
  calls: readonly CallBlock[],
  blocks: readonly ContentBlock[],
): number {
  const wanted = JSON.stringify(call.arguments);
  const ids = new Set(
    calls
      .filter(
        (block) =>
          block.id !== call.id &&
          block.name === call.name &&
          JSON.stringify(block.arguments) === wanted,
      )
      .map((block) => block.id),
  );
  if (ids.size === 0) return 0;
  let last: string | undefined;
  let count = 0;
  for (const block of blocks) {
    if (block.type !== 'toolResult' || !ids.has(block.id)) continue;
    const isSame = block.text === last || block.text.startsWith(toldMark);
    count = isSame ? count + 1 : 1;
    if (!block.text.startsWith(toldMark)) last = block.text;
  }
  return count;
}
