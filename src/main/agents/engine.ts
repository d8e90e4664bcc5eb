import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { BegunTurn } from '../delivery/begin-turn.ts';
import { readReplyTo, type TurnRecord } from '../delivery/turn-store.ts';
import { isDisabled } from '../platform/protections.ts';
import { isTakenOver } from '../sessions/session-store.ts';
import { announceBegin, announceEnd } from './announce.ts';
import { createDeadline, type Deadline } from './deadline.ts';
import { finishWithError } from './finish-turn.ts';
import { createHeldRuns, type Hold } from './held-runs.ts';
import { runTurn, stateFor } from './run-turn.ts';
import { takeUpTurn, takeUpTurns, type GivenUpTurn, type RevivedTurn } from './take-up-turns.ts';
import {
  freshContext,
  namesOf,
  publishChat,
  TurnLost,
  type TurnContext,
  type TurnDeps,
  type TurnEnd,
} from './turn-context.ts';

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
  /** Ends it because a person answers there from now on. */
  giveWay(sessionId: string): void;
  /** Lets go of the turn of a conversation that is gone: nothing of it is stored any more. */
  abandon(sessionId: string): void;
  running(sessionId: string): RunningTurn | undefined;
  /**
   * Stops the clock of a turn's deadline, and the given one, whenever another run stands still because
   * somebody is asked. For those who wait for that run; call the result when they do not any more.
   */
  waitFor(sessionId: string, runId: string, hold: Hold): () => void;
  readonly runningCount: number;
  /** Takes up what a crash or a shutdown left, and the queues of idle conversations. */
  recover(): Promise<void>;
  /** Agents may be back: goes on with what waits for them. */
  agentsChanged(): Promise<void>;
  /** Lets go of everything without ending it: it is taken up at the next start. */
  stop(): Promise<void>;
}

interface Lane {
  readonly context: TurnContext;
  readonly controller: AbortController;
  readonly deadline: Deadline;
  readonly hold: Hold;
  readonly done: Promise<void>;
}

/** Makes the engine; nothing runs before `start` or `recover`. */
export function createEngine(deps: TurnDeps): Engine {
  return new TurnEngine(deps);
}

class TurnEngine implements Engine {
  readonly #deps: TurnDeps;
  readonly #lanes = new Map<string, Lane>();
  readonly #heldRuns = createHeldRuns();
  /** Recorded as running, but their agent is off or gone. */
  #orphans: readonly TurnRecord[] = [];
  #isStopping = false;

  constructor(deps: TurnDeps) {
    this.#deps = deps;
  }

  get runningCount(): number {
    return this.#lanes.size;
  }

  running(sessionId: string): RunningTurn | undefined {
    const context = this.#lanes.get(sessionId)?.context;
    if (!context) return undefined;
    const { run_id: runId, created_at: startedAt } = context.turn;
    return { runId, text: context.said + context.text, startedAt };
  }

  waitFor(sessionId: string, runId: string, hold: Hold): () => void {
    return this.#heldRuns.follow(runId, () => {
      const holds = [hold(), this.#lanes.get(sessionId)?.hold()];
      return () => holds.forEach((release) => release?.());
    });
  }

  start(begun: BegunTurn): void {
    announceBegin(this.#deps, begun);
    this.#run(begun);
  }

  abort(sessionId: string, runId?: string): readonly string[] {
    const running = this.#lanes.get(sessionId)?.context.turn.run_id;
    if (running === undefined || (runId !== undefined && runId !== running)) return [];
    this.#end(sessionId, new AppError('TURN_ABORTED'));
    return [running];
  }

  interrupt(sessionId: string): void {
    this.#end(sessionId, new AppError('TURN_INTERRUPTED'));
  }

  giveWay(sessionId: string): void {
    this.#end(sessionId, new AppError('TURN_TAKEN_OVER'));
  }

  abandon(sessionId: string): void {
    const lane = this.#lanes.get(sessionId);
    if (!lane) return;
    lane.controller.abort(new AppError('TURN_ABORTED'));
    this.#leave(lane.context, undefined);
    publishChat(lane.context, { state: 'aborted', stopReason: 'aborted' });
  }

  async recover(): Promise<void> {
    if (!isDisabled('turn-record')) await this.#takeUpAll(undefined);
  }

  async agentsChanged(): Promise<void> {
    const orphans = this.#orphans;
    this.#orphans = [];
    await this.#takeUpAll(orphans);
  }

  /** Without a list: every turn that is recorded as running, which only holds at the start. */
  async #takeUpAll(turns: readonly TurnRecord[] | undefined): Promise<void> {
    const found = await this.#deps.db.commit((sql) => takeUpTurns(this.#deps, sql, turns));
    this.#orphans = [...this.#orphans, ...found.orphans];
    for (const taken of found.taken) this.#goOn(taken);
    for (const begun of found.begun) this.start(begun);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    const reason = new AppError('SHUTTING_DOWN');
    const open = [...this.#lanes.values()];
    for (const lane of open) {
      lane.deadline.cancel();
      lane.controller.abort(reason);
    }
    await Promise.all(open.map((lane) => lane.done));
  }

  #run({ turn, session }: RevivedTurn): void {
    const { clock, config, liveReply, log } = this.#deps;
    const agent = config().agents[turn.agent_id];
    if (this.#isStopping || !agent) return;
    const controller = new AbortController();
    const replyTo = readReplyTo(turn);
    const live = liveReply(turn, replyTo);
    const { signal } = controller;
    const expired = new AppError('TURN_EXPIRED', { seconds: agent.timeoutSeconds });
    const deadline = createDeadline(clock, turn.deadline_at - clock.now(), () =>
      this.#end(session.id, expired),
    );
    const hold: Hold = () => {
      const holds = [deadline.hold(), this.#heldRuns.hold(turn.run_id)];
      return () => holds.forEach((release) => release());
    };
    const context = freshContext({
      deps: this.#deps,
      ...{ turn, session, agent, replyTo, live, signal, holdDeadline: hold },
    });
    const done = runTurn(context)
      .then((ended) => this.#leave(context, ended))
      .catch((error: unknown) => {
        log.error('turn.crashed', { ...namesOf(context), error });
        this.#leave(context, undefined);
        this.#takeUpLater(turn);
      });
    this.#lanes.set(session.id, { context, controller, deadline, hold, done });
    // Taken over after the turn was recorded and before there was anything to give way.
    if (isTakenOver(this.#deps.db, session.id)) this.giveWay(session.id);
  }

  #goOn(taken: RevivedTurn | GivenUpTurn): void {
    if ('ended' in taken) {
      this.#leave(taken.context, taken.ended);
      return;
    }
    const { id: turnId, attempt } = taken.turn;
    this.#deps.log.info('turn.resumed', { turnId, attempt });
    this.#run(taken);
  }

  /**
   * The end of a turn could not be stored, as on a full disk: it is still recorded as running, and
   * nothing of its conversation would ever be answered again.
   */
  #takeUpLater(turn: TurnRecord): void {
    const { takeUpBaseMs, takeUpCapMs } = limits.turn;
    const pauseMs = Math.min(takeUpCapMs, takeUpBaseMs * 2 ** Math.min(turn.attempt - 1, 30));
    this.#deps.clock.after(pauseMs, () => void this.#takeUp(turn), { unref: true });
  }

  async #takeUp(turn: TurnRecord): Promise<void> {
    if (this.#isStopping) return;
    try {
      const taken = await this.#deps.db.commit((sql) => takeUpTurn(this.#deps, sql, turn));
      if (taken) this.#goOn(taken);
    } catch (error) {
      this.#deps.log.error('turn.not-taken-up', { turnId: turn.id, error });
      this.#takeUpLater({ ...turn, attempt: turn.attempt + 1 });
    }
  }

  #leave(context: TurnContext, ended: TurnEnd | undefined): void {
    const lane = this.#lanes.get(context.session.id);
    if (lane?.context === context) {
      lane.deadline.cancel();
      this.#lanes.delete(context.session.id);
    }
    if (!ended) return;
    announceEnd(context, ended);
    for (const runId of [context.turn.run_id, ...ended.mergedRuns])
      this.#deps.turnEnds.tell({ ...ended.outcome, runId });
    for (const runId of ended.droppedRuns)
      this.#deps.turnEnds.tell({ ...ended.outcome, runId, state: 'aborted', text: '' });
    ended.wake();
    if (ended.next) this.start(ended.next);
  }

  /** Tells a turn to end; when it does not obey in time its lane is freed without it. */
  #end(sessionId: string, reason: AppError): void {
    const lane = this.#lanes.get(sessionId);
    if (!lane) return;
    lane.controller.abort(reason);
    const free = (): void => void this.#free(lane, reason);
    this.#deps.clock.after(limits.turn.graceMs, free, { unref: true });
  }

  async #free(lane: Lane, reason: AppError): Promise<void> {
    const { context } = lane;
    const { db, log } = this.#deps;
    if (this.#lanes.get(context.session.id) !== lane || this.#isStopping) return;
    log.error('turn.stuck', namesOf(context));
    try {
      const ended = await db.commit((sql) =>
        finishWithError(sql, context, stateFor(reason), reason),
      );
      this.#leave(context, ended);
    } catch (error) {
      if (error instanceof TurnLost) return;
      log.error('turn.free-failed', { ...namesOf(context), error });
      this.#leave(context, undefined);
      this.#takeUpLater(context.turn);
    }
  }
}
