import { addTrace, closeTrace, listOpenTraces } from '../delivery/trace-store.ts';
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
  const goOn = context.holdDeadline();
  try {
    const step = await traceQuestion(context, question);
    const verdict = await deps.gate.ask(question, whyOf(question));
    await traceVerdict(context, question, verdict, step);
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

interface WaitingStep {
  readonly id: number;
  readonly startedAt: number;
}

/** The wait stands in the trace while it lasts; after a crash the same one goes on. */
function traceQuestion(
  { deps, turn }: TurnContext,
  { call, occasion }: GateQuestion,
): Promise<WaitingStep> {
  return deps.db.commit((sql) => {
    const open = listOpenTraces(sql, turn.id).find(
      ({ kind, detail }) => kind === 'approval' && isAbout(detail, call.id, occasion),
    );
    if (open) return { id: open.id, startedAt: open.started_at };
    const startedAt = deps.clock.now();
    const detail = { callId: call.id, occasion };
    const entry = { kind: 'approval', name: call.name, state: 'running', detail } as const;
    return { id: addTrace(sql, turn, { ...entry, startedAt }), startedAt };
  });
}

function isAbout(detail: string, callId: string, occasion: string): boolean {
  const about = JSON.parse(detail) as { readonly callId?: string; readonly occasion?: string };
  return about.callId === callId && about.occasion === occasion;
}

function traceVerdict(
  { deps, turn }: TurnContext,
  { call, occasion }: GateQuestion,
  verdict: GateVerdict,
  { id, startedAt }: WaitingStep,
): Promise<void> {
  return deps.db.commit((sql) =>
    closeTrace(sql, turn, id, {
      state: verdict === 'allowed' ? 'done' : 'failed',
      detail: { callId: call.id, occasion, verdict },
      durationMs: deps.clock.now() - startedAt,
    }),
  );
}
