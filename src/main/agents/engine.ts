import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import { beginTurn, takeQueued, type BegunTurn } from '../delivery/begin-turn.ts';
import {
  listRunningTurns,
  readReplyTo,
  reviveTurn,
  type TurnRecord,
} from '../delivery/turn-store.ts';
import type { Timer } from '../platform/clock.ts';
import { isDisabled } from '../platform/protections.ts';
import { getSession, type SessionRecord } from '../sessions/session-store.ts';
import type { Sql } from '../storage/database.ts';
import { announceBegin, announceEnd } from './announce.ts';
import { finishWithError } from './finish-turn.ts';
import { runTurn } from './run-turn.ts';
import { TurnLost, type TurnContext, type TurnDeps, type TurnEnd } from './turn-context.ts';

/** What is said of a turn that runs. */
export interface RunningTurn {
  readonly runId: string;
  readonly text: string;
  readonly startedAt: number;
}

/** Runs turns: one lane for each conversation, many at once. */
export interface Engine {
  /** Runs a turn that was recorded. Call it after the commit. */
  start(begun: BegunTurn): void;
  /** Ends the running turn of a conversation, or only the run that is named. */
  abort(sessionId: string, runId?: string): readonly string[];
  /** Ends it because a newer message is to be answered instead. */
  interrupt(sessionId: string): void;
  running(sessionId: string): RunningTurn | undefined;
  readonly runningCount: number;
  /** Takes up what a crash or a shutdown left, and the queues of idle conversations. */
  recover(): Promise<void>;
  /** Lets go of everything without ending it: it is taken up at the next start. */
  stop(): Promise<void>;
}

interface Lane {
  readonly context: TurnContext;
  readonly controller: AbortController;
  readonly deadline: Timer;
  readonly done: Promise<void>;
}

export function createEngine(deps: TurnDeps): Engine {
  const { db, clock, log } = deps;
  const lanes = new Map<string, Lane>();
  let isStopping = false;

  function start(begun: BegunTurn): void {
    announceBegin(deps, begun);
    run(begun.turn, begun.session);
  }

  function run(turn: TurnRecord, session: SessionRecord): void {
    const agent = deps.config().agents[turn.agent_id];
    if (isStopping || !agent) return;
    const controller = new AbortController();
    const replyTo = readReplyTo(turn);
    const live = deps.liveReply(turn, replyTo);
    const context: TurnContext = {
      deps,
      turn,
      session,
      agent,
      replyTo,
      live,
      signal: controller.signal,
      text: '',
      seq: 0,
    };
    const expire = (): void =>
      end(session.id, new AppError('TURN_EXPIRED', { seconds: agent.timeoutSeconds }));
    const deadline = clock.after(turn.deadline_at - clock.now(), expire, { unref: true });
    const done = runTurn(context)
      .then((ended) => leave(context, ended))
      .catch((error: unknown) => {
        log.error('turn.crashed', { turnId: turn.id, error });
        leave(context, undefined);
      });
    lanes.set(session.id, { context, controller, deadline, done });
  }

  function leave(context: TurnContext, ended: TurnEnd | undefined): void {
    const lane = lanes.get(context.session.id);
    if (lane?.context === context) {
      lane.deadline.cancel();
      lanes.delete(context.session.id);
    }
    if (!ended) return;
    announceEnd(context, ended);
    ended.wake();
    if (ended.next) start(ended.next);
  }

  /** Tells a turn to end; when it does not obey in time its lane is freed without it. */
  function end(sessionId: string, reason: AppError): void {
    const lane = lanes.get(sessionId);
    if (!lane) return;
    lane.controller.abort(reason);
    clock.after(limits.turn.graceMs, () => void free(lane, reason), { unref: true });
  }

  async function free(lane: Lane, reason: AppError): Promise<void> {
    if (lanes.get(lane.context.session.id) !== lane || isStopping) return;
    log.error('turn.stuck', { turnId: lane.context.turn.id });
    try {
      leave(
        lane.context,
        await db.commit((sql) => finishWithError(sql, lane.context, 'expired', reason)),
      );
    } catch (error) {
      if (!(error instanceof TurnLost))
        log.error('turn.free-failed', { turnId: lane.context.turn.id, error });
    }
  }

  function abort(sessionId: string, runId?: string): readonly string[] {
    const running = lanes.get(sessionId)?.context.turn.run_id;
    if (running === undefined || (runId !== undefined && runId !== running)) return [];
    end(sessionId, new AppError('TURN_ABORTED'));
    return [running];
  }

  async function recover(): Promise<void> {
    if (isDisabled('turn-record')) return;
    const { revived, begun } = await db.commit((sql) => ({
      revived: listRunningTurns(sql).flatMap((turn) => revive(sql, turn)),
      begun: beginIdleQueues(sql),
    }));
    for (const { turn, session } of revived) {
      log.info('turn.resumed', { turnId: turn.id, attempt: turn.attempt });
      run(turn, session);
    }
    for (const one of begun) start(one);
  }

  function revive(sql: Sql, old: TurnRecord): { turn: TurnRecord; session: SessionRecord }[] {
    const session = getSession(sql, old.session_id);
    const agent = deps.config().agents[old.agent_id];
    if (!session || !agent) return [];
    const turn = reviveTurn(sql, old.id, clock.now() + agent.timeoutSeconds * 1_000);
    if (!turn) return [];
    if (turn.attempt <= limits.turn.attempts) return [{ turn, session }];
    giveUp(sql, turn, session);
    return [];
  }

  /** A message that takes the program down each time must not do so for ever. */
  function giveUp(sql: Sql, turn: TurnRecord, session: SessionRecord): void {
    const agent = deps.config().agents[turn.agent_id];
    if (!agent) return;
    const replyTo = readReplyTo(turn);
    const context: TurnContext = {
      deps,
      turn,
      session,
      agent,
      replyTo,
      live: deps.liveReply(turn, replyTo),
      signal: AbortSignal.abort(),
      text: '',
      seq: 0,
    };
    context.live.stop();
    const ended = finishWithError(
      sql,
      context,
      'failed',
      new AppError('TURN_TOO_MANY_ATTEMPTS', { attempts: turn.attempt - 1 }),
    );
    setImmediate(() => leave(context, ended));
  }

  function beginIdleQueues(sql: Sql): BegunTurn[] {
    const rows = sql
      .statement<[], { session_id: string }>(
        `SELECT DISTINCT session_id FROM inbox WHERE state = 'queued'
           AND session_id NOT IN (SELECT session_id FROM turn WHERE state = 'running')`,
      )
      .all();
    return rows.flatMap(({ session_id }) => {
      const session = getSession(sql, session_id);
      const agent = session && deps.config().agents[session.agent_id];
      if (!session || !agent) return [];
      const queued = takeQueued(sql, session, agent);
      return queued.length === 0 ? [] : [beginTurn(sql, session, agent, queued, clock.now())];
    });
  }

  async function stop(): Promise<void> {
    isStopping = true;
    const reason = new AppError('SHUTTING_DOWN');
    const open = [...lanes.values()];
    for (const lane of open) {
      lane.deadline.cancel();
      lane.controller.abort(reason);
    }
    await Promise.all(open.map((lane) => lane.done));
  }

  return {
    start,
    abort,
    interrupt: (sessionId) => end(sessionId, new AppError('TURN_INTERRUPTED')),
    running(sessionId) {
      const context = lanes.get(sessionId)?.context;
      return (
        context && {
          runId: context.turn.run_id,
          text: context.text,
          startedAt: context.turn.created_at,
        }
      );
    },
    get runningCount() {
      return lanes.size;
    },
    recover,
    stop,
  };
}
