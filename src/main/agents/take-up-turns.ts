import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import { beginTurn, takeQueued, type BegunTurn } from '../delivery/begin-turn.ts';
import { leaveQueue } from '../delivery/leave-unanswered.ts';
import { stillReply } from '../delivery/live-reply.ts';
import { addTrace } from '../delivery/trace-store.ts';
import {
  listRunningTurns,
  readReplyTo,
  reviveTurn,
  type TurnRecord,
} from '../delivery/turn-store.ts';
import { getSession, type SessionRecord } from '../sessions/session-store.ts';
import type { Sql } from '../storage/database.ts';
import { finishWithError } from './finish-turn.ts';
import { freshContext, type TurnContext, type TurnDeps, type TurnEnd } from './turn-context.ts';

export interface RevivedTurn {
  readonly turn: TurnRecord;
  readonly session: SessionRecord;
}

/** Cut off too often: a message that takes the program down must not do so for ever. */
export interface GivenUpTurn {
  readonly context: TurnContext;
  readonly ended: TurnEnd;
}

export interface TakenUp {
  readonly taken: readonly (RevivedTurn | GivenUpTurn)[];
  /** Their agent is off or gone: they stay recorded and go on when it is back. */
  readonly orphans: readonly TurnRecord[];
  /** Turns for queues that nobody was working on. */
  readonly begun: readonly BegunTurn[];
}

/**
 * What a crash or a shutdown left, made ready to go on, in the caller's transaction.
 * @param turns those that nobody is working on
 */
export function takeUpTurns(
  deps: TurnDeps,
  sql: Sql,
  turns: readonly TurnRecord[] = listRunningTurns(sql),
): TakenUp {
  const { agents } = deps.config();
  const hasAgent = (turn: TurnRecord): boolean => Object.hasOwn(agents, turn.agent_id);
  return {
    taken: turns.filter(hasAgent).flatMap((turn) => takeUpTurn(deps, sql, turn) ?? []),
    orphans: turns.filter((turn) => !hasAgent(turn)),
    begun: beginIdleQueues(deps, sql),
  };
}

/** Makes one turn ready to go on, or gives it up; undefined when somebody ended it meanwhile. */
export function takeUpTurn(
  deps: TurnDeps,
  sql: Sql,
  old: TurnRecord,
): RevivedTurn | GivenUpTurn | undefined {
  const session = getSession(sql, old.session_id);
  const agent = deps.config().agents[old.agent_id];
  if (!session || !agent) return undefined;
  const turn = reviveTurn(sql, old.id, deps.clock.now() + agent.timeoutSeconds * 1_000);
  if (!turn) return undefined;
  const revived = { turn, session };
  if (turn.attempt > limits.turn.attempts) {
    const error = new AppError('TURN_TOO_MANY_ATTEMPTS', { attempts: turn.attempt - 1 });
    return giveUp(deps, sql, revived, { state: 'failed', error });
  }
  // A crash came between taking over and ending the turn.
  if (session.taken_over_at !== null)
    return giveUp(deps, sql, revived, { state: 'aborted', error: new AppError('TURN_TAKEN_OVER') });
  traceTakingUp(sql, turn, deps.clock.now());
  return revived;
}

function traceTakingUp(sql: Sql, turn: TurnRecord, now: number): void {
  addTrace(sql, turn, {
    kind: 'recovery',
    name: 'taken-up',
    state: 'done',
    detail: { attempt: turn.attempt },
    startedAt: now,
    durationMs: 0,
  });
}

function giveUp(
  deps: TurnDeps,
  sql: Sql,
  { turn, session }: RevivedTurn,
  end: { readonly state: 'failed' | 'aborted'; readonly error: AppError },
): GivenUpTurn {
  const agent = deps.config().agents[turn.agent_id];
  if (!agent) throw new AppError('AGENT_UNKNOWN', { agent: turn.agent_id });
  const context = freshContext({
    deps,
    turn,
    session,
    agent,
    replyTo: readReplyTo(turn),
    live: stillReply,
    signal: AbortSignal.abort(),
    holdDeadline: () => () => undefined,
  });
  return { context, ended: finishWithError(sql, context, end.state, end.error) };
}

function beginIdleQueues(deps: TurnDeps, sql: Sql): BegunTurn[] {
  const rows = sql
    .statement<[], { session_id: string }>(
      `SELECT DISTINCT session_id FROM inbox WHERE state = 'queued'
         AND session_id NOT IN (SELECT session_id FROM turn WHERE state = 'running')`,
    )
    .all();
  return rows.flatMap(({ session_id: id }) => {
    const session = getSession(sql, id);
    const agent = session && deps.config().agents[session.agent_id];
    if (session && session.taken_over_at !== null) leaveQueue(deps, sql, session);
    const queued = session && agent ? takeQueued(sql, session, agent) : [];
    if (!session || !agent || queued.length === 0) return [];
    return [beginTurn(sql, session, agent, queued, deps.clock.now())];
  });
}
