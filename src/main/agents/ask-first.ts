import { addTrace } from '../delivery/trace-store.ts';
import type { ToolCall } from '../providers/provider.ts';
import type { GateQuestion, GateVerdict } from '../tools/approvals/approval-gate.ts';
import type { Checked, ToolOutcome } from '../tools/tool-catalogue-types.ts';
import { costOfErrands } from './errand-cost.ts';
import { toolContext } from './tool-context.ts';
import { publishStep, type TurnContext } from './turn-context.ts';

/** All a model learns of it. */
export const deniedOutcome: ToolOutcome = {
  isError: true,
  text: 'Denied. The call was not run. Do not try to reach the same in another way; ask what to do instead.',
};

/**
 * Whether a call may run: by a rule, or by what the owner answers. The turn's deadline stands still
 * while they are asked; the question is on disk, so that a crash meanwhile changes nothing.
 */
export async function askFirst(
  context: TurnContext,
  call: ToolCall,
  { tool, args }: Extract<Checked, { isFine: true }>,
  occasion: GateQuestion['occasion'] = 'first',
): Promise<GateVerdict> {
  const { deps } = context;
  const question: GateQuestion = {
    call,
    tool,
    args,
    occasion,
    context: toolContext(context, call.id),
    turnCostMicros: context.costMicros + costOfErrands(deps.db, context.turn.id),
  };
  const atOnce = deps.gate.decideAtOnce(question);
  if (atOnce !== undefined) return atOnce;
  publishStep(context, 'tool', { phase: 'waiting', toolCallId: call.id, name: call.name });
  const startedAt = deps.clock.now();
  const goOn = context.holdDeadline();
  try {
    const verdict = await deps.gate.ask(question, whyOf(question));
    await traceVerdict(context, question, verdict, startedAt);
    return verdict;
  } finally {
    goOn();
  }
}

function whyOf({ tool, args, context, occasion }: GateQuestion): { reason: string } {
  if (occasion === 'again') {
    return {
      reason: `The program was restarted while this call of ${tool.name} ran. It may have taken effect. Run it once more?`,
    };
  }
  try {
    return tool.ask?.(args, context) ?? { reason: '' };
  } catch {
    // Whoever is asked sees the call itself.
    return { reason: '' };
  }
}

function traceVerdict(
  { deps, turn }: TurnContext,
  { call, occasion }: GateQuestion,
  verdict: GateVerdict,
  startedAt: number,
): Promise<unknown> {
  return deps.db.commit((sql) =>
    addTrace(sql, turn, {
      kind: 'approval',
      name: call.name,
      state: verdict === 'allowed' ? 'done' : 'failed',
      detail: { callId: call.id, occasion, verdict },
      startedAt,
      durationMs: deps.clock.now() - startedAt,
    }),
  );
}
