import { limits } from '../../shared/config/limits.ts';
import { addTrace } from '../delivery/trace-store.ts';
import { killPoint } from '../platform/kill-points.ts';
import type { ToolCall } from '../providers/provider.ts';
import { markOf } from '../tools/approvals/tool-mark.ts';
import type { Checked } from '../tools/tool-catalogue-types.ts';
import type { ToolResult } from '../tools/tool.ts';
import { askFirst, deniedOutcome } from './ask-first.ts';
import { refuseLoop } from './loop-guard.ts';
import { assertOurs, storeResult } from './store-result.ts';
import { toolContext, toolUser } from './tool-context.ts';
import { publishStep, type TurnContext } from './turn-context.ts';

/**
 * Runs the tools a model asked for, one after the other. Each call is on disk before it runs and
 * its result before the next one starts, so that a crash never runs one twice without knowing.
 */
export async function runTools(context: TurnContext, calls: readonly ToolCall[]): Promise<void> {
  for (const [index, call] of calls.entries()) {
    context.signal.throwIfAborted();
    if (index >= limits.turn.toolCallsPerStep) await storeResult(context, call, tooMany());
    else await runCall(context, call);
  }
}

function tooMany(): ToolResult {
  return {
    isError: true,
    text: `Not run: more than ${limits.turn.toolCallsPerStep} calls in one step.`,
  };
}

/** Looks at one call, asks where it has to be asked, and runs it. */
export async function runCall(context: TurnContext, call: ToolCall): Promise<void> {
  const refusal = refuseLoop(context, call);
  if (refusal) return storeResult(context, call, refusal);
  return runChecked(context, call);
}

async function runChecked(context: TurnContext, call: ToolCall): Promise<void> {
  const check = (): Checked => context.deps.tools.check(call, toolUser(context));
  const checked = check();
  if (!checked.isFine) return storeResult(context, call, checked.failure);
  const verdict = await askFirst(context, call, checked);
  if (verdict === 'denied') return storeResult(context, call, deniedOutcome);
  const now = check();
  // Another tool has taken the name while somebody thought about it: nobody has allowed that one.
  if (now.isFine && markOf(now.tool) !== markOf(checked.tool)) return runChecked(context, call);
  return runAllowed(context, call);
}

/** Runs a call that was looked at and allowed: recorded before, stored after. */
export async function runAllowed(context: TurnContext, call: ToolCall): Promise<void> {
  const { deps, turn } = context;
  const traceId = await deps.db.commit((sql) => {
    assertOurs(sql, context);
    return addTrace(sql, turn, {
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
  const outcome = await deps.tools.run(call, toolContext(context, call.id), toolUser(context));
  const durationMs = deps.clock.monotonic() - beganAt;
  killPoint('gateway.tool.after-run');
  await storeResult(context, call, outcome, { traceId, durationMs });
}
