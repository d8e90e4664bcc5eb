import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import { readHead } from '../delivery/begin-turn.ts';
import { addTrace, closeTrace, listOpenTraces } from '../delivery/trace-store.ts';
import { isOurs } from '../delivery/turn-store.ts';
import { killPoint } from '../platform/kill-points.ts';
import type { ToolCall } from '../providers/provider.ts';
import { appendMessage, readTurnMessages, type MessageRecord } from '../sessions/message-store.ts';
import { readContent } from '../sessions/present.ts';
import type { Sql } from '../storage/database.ts';
import type { ToolResult } from '../tools/tool.ts';
import { publishMessage, publishStep, TurnLost, type TurnContext } from './turn-context.ts';

/**
 * Runs the tools a model asked for, one after the other. Each call is on disk before it runs and
 * its result before the next one starts, so that a crash never runs one twice without knowing.
 */
export async function runTools(context: TurnContext, calls: readonly ToolCall[]): Promise<void> {
  for (const [index, call] of calls.entries()) {
    context.signal.throwIfAborted();
    if (index >= limits.turn.toolCallsPerStep)
      await storeResult(context, call, undefined, tooMany());
    else await runOne(context, call);
  }
}

function tooMany(): ToolResult {
  return {
    isError: true,
    text: `Not run: more than ${limits.turn.toolCallsPerStep} calls in one step.`,
  };
}

async function runOne(context: TurnContext, call: ToolCall): Promise<void> {
  const { deps, turn } = context;
  const repeats = countRepeats(context, call);
  if (repeats >= limits.turn.repeatedCallsEnd)
    throw new AppError('TURN_TOOL_LOOP', { tool: call.name });
  if (repeats >= limits.turn.repeatedCallsTold)
    return storeResult(context, call, undefined, repeated(repeats));
  const traceId = await deps.db.commit((sql) => {
    assertOurs(sql, context);
    return addTrace(sql, turn.id, {
      kind: 'tool',
      name: call.name,
      state: 'running',
      detail: { callId: call.id, arguments: call.arguments },
      startedAt: deps.clock.now(),
    });
  });
  publishStep(context, 'tool', {
    phase: 'start',
    toolCallId: call.id,
    name: call.name,
    args: call.arguments,
  });
  killPoint('gateway.tool.before-run');
  const beganAt = deps.clock.monotonic();
  const result = await deps.tools.run(call, toolContext(context), context.agent.tools);
  const durationMs = deps.clock.monotonic() - beganAt;
  killPoint('gateway.tool.after-run');
  await storeResult(context, call, traceId, result, durationMs);
}

function toolContext({
  turn,
  signal,
}: TurnContext): Parameters<TurnContext['deps']['tools']['run']>[1] {
  return { agentId: turn.agent_id, sessionId: turn.session_id, turnId: turn.id, signal };
}

function repeated(times: number): ToolResult {
  return {
    isError: true,
    text: `This is call number ${times + 1} with the same arguments; it was not run again. Use the result you have, or try something else.`,
  };
}

async function storeResult(
  context: TurnContext,
  call: ToolCall,
  traceId: number | undefined,
  result: ToolResult,
  durationMs = 0,
): Promise<void> {
  const { deps, turn } = context;
  const message = await deps.db.commit((sql) => {
    assertOurs(sql, context);
    const detail = { callId: call.id, arguments: call.arguments, result: result.text };
    const state = result.isError ? 'failed' : 'done';
    if (traceId === undefined)
      addTrace(sql, turn.id, {
        kind: 'tool',
        name: call.name,
        state,
        detail,
        startedAt: deps.clock.now(),
        durationMs: 0,
      });
    else closeTrace(sql, traceId, { state, detail, durationMs });
    return appendMessage(
      sql,
      {
        sessionId: turn.session_id,
        parentId: readHead(sql, turn.session_id),
        turnId: turn.id,
        runId: turn.run_id,
        role: 'tool',
        content: [
          {
            type: 'toolResult',
            id: call.id,
            name: call.name,
            text: result.text,
            isError: result.isError,
          },
        ],
      },
      deps.clock.now(),
    );
  });
  publishMessage(context, message);
  publishStep(context, 'tool', {
    phase: 'result',
    toolCallId: call.id,
    name: call.name,
    isError: result.isError,
    result: result.text,
  });
}

function assertOurs(sql: Sql, { turn }: TurnContext): void {
  if (!isOurs(sql, turn)) throw new TurnLost();
}

/**
 * Takes up the tool calls that a crash cut off: those that never began run now; those that had
 * begun run again when that does no harm; of the others the model is told that nobody knows.
 */
export async function resumeTools(context: TurnContext): Promise<void> {
  const { deps, turn } = context;
  // A turn that nothing has cut off yet has nothing to take up.
  if (turn.attempt === 1) return;
  const pending = pendingCalls(readTurnMessages(deps.db, turn.id));
  if (pending.length === 0) return;
  const begun = new Map(
    listOpenTraces(deps.db, turn.id).flatMap((row): [string, number][] =>
      row.kind === 'tool' ? [[readCallId(row.detail), row.id]] : [],
    ),
  );
  for (const call of pending) {
    const traceId = begun.get(call.id);
    const isSafe = traceId === undefined || deps.tools.isRepeatable(call.name);
    if (!isSafe) await storeResult(context, call, traceId, cutOff());
    else {
      if (traceId !== undefined) await closeCutOff(context, traceId);
      await runOne(context, call);
    }
  }
}

function cutOff(): ToolResult {
  return {
    isError: true,
    text: 'The program was restarted while this call ran. It may or may not have taken effect and was not repeated. Ask the user before you try again.',
  };
}

function closeCutOff({ deps }: TurnContext, traceId: number): Promise<void> {
  return deps.db.commit((sql) =>
    closeTrace(sql, traceId, { state: 'failed', detail: { cutOff: true }, durationMs: 0 }),
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

/** How often this very call was made in the turn before. */
function countRepeats({ deps, turn }: TurnContext, call: ToolCall): number {
  const wanted = JSON.stringify(call.arguments);
  const calls = readTurnMessages(deps.db, turn.id).flatMap(readContent);
  const same = calls.filter(
    (block) =>
      block.type === 'toolCall' &&
      block.name === call.name &&
      JSON.stringify(block.arguments) === wanted,
  );
  // The call itself is stored already.
  return same.length - 1;
}
