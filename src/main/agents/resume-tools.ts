import { closeTrace, listOpenTraces } from '../delivery/trace-store.ts';
import type { ToolCall } from '../providers/provider.ts';
import { readTurnMessages, type MessageRecord } from '../sessions/message-store.ts';
import { readContent } from '../sessions/present.ts';
import type { ToolOutcome } from '../tools/tool-catalogue-types.ts';
import { askFirst } from './ask-first.ts';
import { runAllowed, runCall } from './run-tools.ts';
import { storeResult } from './store-result.ts';
import { toolUser } from './tool-context.ts';
import type { TurnContext } from './turn-context.ts';

/**
 * Takes up the tool calls that a crash cut off: those that never began run now; those that had
 * begun run again when that does no harm. About the others the owner is asked.
 */
export async function resumeTools(context: TurnContext): Promise<void> {
  const { deps, turn } = context;
  // A turn that nothing has cut off yet has nothing to take up.
  if (turn.attempt === 1) return;
  const pending = pendingCalls(readTurnMessages(deps.db, turn.id));
  if (pending.length === 0) return;
  await deps.tools.prepare(toolUser(context));
  const begun = new Map(
    listOpenTraces(deps.db, turn.id).flatMap((row): [string, number][] =>
      row.kind === 'tool' ? [[readCallId(row.detail), row.id]] : [],
    ),
  );
  for (const call of pending) {
    const traceId = begun.get(call.id);
    if (traceId === undefined) await runCall(context, call);
    else await takeUpCall(context, call, traceId);
  }
}

async function takeUpCall(context: TurnContext, call: ToolCall, traceId: number): Promise<void> {
  const { tools } = context.deps;
  const checked = tools.check(call, toolUser(context));
  const isSafe = checked.isFine && tools.isRepeatable(call.name, checked.args);
  const mayRun =
    isSafe || (checked.isFine && (await askFirst(context, call, checked, 'again')) === 'allowed');
  if (!mayRun) return storeResult(context, call, cutOff, { traceId, durationMs: 0 });
  await closeCutOff(context, traceId);
  await runAllowed(context, call);
}

const cutOff: ToolOutcome = {
  isError: true,
  text: 'The program was restarted while this call ran. It may or may not have taken effect and was not repeated. Ask the user before you try again.',
};

function closeCutOff({ deps, turn }: TurnContext, traceId: number): Promise<void> {
  return deps.db.commit((sql) =>
    closeTrace(sql, turn, traceId, { state: 'failed', detail: { cutOff: true }, durationMs: 0 }),
  );
}

function readCallId(detail: string): string {
  return (JSON.parse(detail) as { callId?: string }).callId ?? '';
}

/** Calls of the turn's newest answer that have no result. */
function pendingCalls(messages: readonly MessageRecord[]): ToolCall[] {
  const last = messages.findLastIndex((message) => message.role === 'assistant');
  const answer = messages[last];
  if (!answer) return [];
  const answered = new Set(
    messages
      .slice(last + 1)
      .flatMap((message) =>
        readContent(message).flatMap((block) => (block.type === 'toolResult' ? [block.id] : [])),
      ),
  );
  return readContent(answer).flatMap((block) =>
    block.type === 'toolCall' && !answered.has(block.id)
      ? [{ id: block.id, name: block.name, arguments: block.arguments }]
      : [],
  );
}
