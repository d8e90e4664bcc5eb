import { AppError, toAppError } from '../../shared/errors/index.ts';
import { joinTurn, queueModeOf } from '../delivery/begin-turn.ts';
import { listQueued } from '../delivery/inbox-store.ts';
import { isOurs } from '../delivery/turn-store.ts';
import { killPoint } from '../platform/kill-points.ts';
import { getSession } from '../sessions/session-store.ts';
import { callModel, type ModelAnswer } from './call-model.ts';
import { finishWithAnswer, finishWithError } from './finish-turn.ts';
import { resumeTools } from './resume-tools.ts';
import { runTools } from './run-tools.ts';
import { storeAnswer } from './store-step.ts';
import {
  namesOf,
  publishMessage,
  publishStep,
  TurnLost,
  type TurnContext,
  type TurnEnd,
} from './turn-context.ts';

/**
 * One turn: ask the model, run the tools it wants, ask again, until it answers. Returns how the
 * turn ended; undefined when it is not ours any more or the program is stopping, in which case it
 * stays recorded as running and is taken up at the next start.
 */
export async function runTurn(context: TurnContext): Promise<TurnEnd | undefined> {
  publishStep(context, 'lifecycle', { phase: 'start', startedAt: context.deps.clock.now() });
  try {
    await resumeTools(context);
    return await takeSteps(context);
  } catch (error) {
    return await endWithError(context, error);
  } finally {
    context.live.stop();
  }
}

async function takeSteps(context: TurnContext): Promise<TurnEnd> {
  const { agent, deps } = context;
  for (let step = 0; step < agent.maxSteps; step += 1) {
    await absorbSteered(context);
    context.said += context.text;
    context.text = '';
    const answer = await callModel(context);
    try {
      if (answer.toolCalls.length === 0) return await finish(context, answer);
      await storeStep(context, answer);
    } finally {
      answer.release();
    }
    await runTools(context, answer.toolCalls);
  }
  context.text = '';
  deps.log.warn('turn.too-many-steps', namesOf(context));
  throw new AppError('TURN_TOO_MANY_STEPS', { steps: agent.maxSteps });
}

async function finish(context: TurnContext, answer: ModelAnswer): Promise<TurnEnd> {
  killPoint('gateway.turn.before-finish');
  const end = await context.deps.db.commit((sql) => finishWithAnswer(sql, context, answer));
  killPoint('gateway.turn.after-finish');
  return end;
}

/** A step that is not the last: what was said before the tools is a message of its own. */
async function storeStep(context: TurnContext, answer: ModelAnswer): Promise<void> {
  const { deps, turn, replyTo } = context;
  killPoint('gateway.turn.before-step');
  const { wake, message } = await deps.db.commit((sql) => ({
    message: storeAnswer(sql, context, answer, undefined),
    wake: deps.speaker.utter(sql, {
      turnId: turn.id,
      sessionId: turn.session_id,
      replyTo,
      text: answer.text,
    }),
  }));
  killPoint('gateway.turn.after-step');
  publishMessage(context, message);
  context.live.rest();
  wake();
}

/** Messages that came meanwhile and are to be seen by the running turn. */
async function absorbSteered(context: TurnContext): Promise<void> {
  const { deps, turn, session, agent } = context;
  if (listQueued(deps.db, session.id).length === 0) return;
  const messages = await deps.db.commit((sql) => {
    if (!isOurs(sql, turn)) throw new TurnLost();
    const current = getSession(sql, session.id) ?? session;
    return listQueued(sql, session.id)
      .filter((record) => queueModeOf(record, current, agent) === 'steer')
      .map((record) => joinTurn(sql, current, turn, record, deps.clock.now()));
  });
  for (const message of messages)
    deps.events.publish('chat.message', { sessionKey: session.key, message });
}

async function endWithError(context: TurnContext, thrown: unknown): Promise<TurnEnd | undefined> {
  const { deps, signal } = context;
  if (thrown instanceof TurnLost) return undefined;
  const error = toAppError(signal.aborted ? signal.reason : thrown);
  // Not an end: the next start takes the turn up where its last step was stored.
  if (error.code === 'SHUTTING_DOWN') return undefined;
  const state = stateFor(error);
  if (state === 'failed')
    deps.log.warn('turn.failed', {
      ...namesOf(context),
      code: error.code,
      reason: error.message,
    });
  try {
    return await deps.db.commit((sql) => finishWithError(sql, context, state, error));
  } catch (failure) {
    if (failure instanceof TurnLost) return undefined;
    throw failure;
  }
}

const stopped: ReadonlySet<string> = new Set([
  'TURN_ABORTED',
  'TURN_INTERRUPTED',
  'TURN_TAKEN_OVER',
]);

/** What a turn that ended by this error is recorded as. */
export function stateFor(error: AppError): 'failed' | 'aborted' | 'expired' {
  if (stopped.has(error.code)) return 'aborted';
  return error.code === 'TURN_EXPIRED' ? 'expired' : 'failed';
}
