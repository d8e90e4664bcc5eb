import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { Inbound } from '../delivery/intake.ts';
import { killPoint } from '../platform/kill-points.ts';
import { showError } from './do-due.ts';
import { prepareErrand } from './hand-in.ts';
import { heartbeatPrompt, readHeartbeat } from './heartbeat.ts';
import { getRun, endRun, listOpenRuns, type RunRecord } from './run-store.ts';
import type { ScheduleDeps } from './schedule-deps.ts';
import { getSchedule, type ScheduleRecord } from './schedule-store.ts';
import { failRun, settleRun, type Settled } from './settle-run.ts';

/** Gives tasks to agents, no more than so many at once, and takes their answers. */
export interface TaskRunner {
  /** Begins runs that wait, as far as there is room. */
  pump(): Promise<void>;
  /** After a start: settles what ended meanwhile and hands in again what never arrived. */
  recover(): Promise<void>;
  /** Looks after all runs that are under way; what nobody told of is found here. */
  check(): Promise<void>;
  /** The turn of a run has ended. */
  turnEnded(runId: string): Promise<void>;
}

export interface TaskRunnerDeps extends ScheduleDeps {
  readonly onRun: (schedule: ScheduleRecord, run: RunRecord) => void;
}

export function createTaskRunner(deps: TaskRunnerDeps): TaskRunner {
  const { db, clock, log } = deps;
  /** On their way between the two transactions of a hand-in. */
  const onTheWay = new Set<string>();

  async function settle(id: string): Promise<Settled['outcome']> {
    killPoint('schedule.before-settle');
    const settled = await db
      .commit((sql) => settleRun(deps, sql, id))
      // What can't be delivered is a failure of the run, and is told.
      .catch((error: unknown) => db.commit((sql) => failRun(deps, sql, id, showError(error))));
    killPoint('schedule.after-settle');
    tell(settled);
    return settled.outcome;
  }

  function tell(settled: Settled): void {
    if (settled.outcome !== 'ended') return;
    settled.after();
    deps.onRun(getSchedule(db, settled.schedule.id) ?? settled.schedule, settled.run);
  }

  const fail = async (id: string, error: unknown): Promise<void> =>
    tell(await db.commit((sql) => failRun(deps, sql, id, showError(error))));

  async function handIn(run: RunRecord): Promise<void> {
    onTheWay.add(run.id);
    try {
      const inbound = await prepare(run);
      if (!inbound) return;
      killPoint('schedule.after-begin');
      await deps.intake.accept([inbound]);
      killPoint('schedule.after-accept');
    } catch (error) {
      log.warn('schedule.not-handed-in', { run: run.id, error });
      await fail(run.id, error);
    } finally {
      onTheWay.delete(run.id);
    }
    // Refused at the door, or over already: nobody will tell of its end.
    await settle(run.id);
  }

  async function prepare(run: RunRecord): Promise<Inbound | undefined> {
    const schedule = getSchedule(db, run.schedule_id);
    const task = schedule && (await taskOf(deps, schedule));
    if (!schedule || task === undefined) {
      await db.commit((sql) => endRun(sql, run.id, { state: 'done' }, clock.now()));
      return undefined;
    }
    const inbound = await db.commit((sql) => prepareErrand(deps, sql, schedule, run, task));
    const begun = getRun(db, run.id);
    if (begun) deps.onRun(schedule, begun);
    return inbound;
  }

  let pumping: Promise<void> = Promise.resolve();
  /** One after the other: two at once would begin two runs of one schedule. */
  const pump = (): Promise<void> => (pumping = pumping.then(pumpNow, pumpNow));

  async function pumpNow(): Promise<void> {
    for (let run = findReady(); run; run = findReady()) await handIn(run);
  }

  /** The first run that may begin: there is room, and none of its schedule is under way. */
  function findReady(): RunRecord | undefined {
    const running = listOpenRuns(db, 'running');
    if (running.filter(isOnTime(clock.now())).length >= limits.schedule.simultaneous)
      return undefined;
    const busy = new Set(running.map((run) => run.schedule_id));
    return listOpenRuns(db, 'waiting').find((run) => !busy.has(run.schedule_id));
  }

  return {
    pump,
    async recover() {
      for (const run of listOpenRuns(db, 'running'))
        if ((await settle(run.id)) === 'absent') await handIn(run);
    },
    async check() {
      for (const run of listOpenRuns(db, 'running')) {
        if (onTheWay.has(run.id) || (await settle(run.id)) !== 'absent') continue;
        await fail(run.id, new AppError('SCHEDULE_RUN_GONE'));
      }
    },
    async turnEnded(runId) {
      if (getRun(db, runId)?.state !== 'running') return;
      await settle(runId);
      await pump();
    },
  };
}

/** A run that takes very long, as one that waits for an answer of the owner, makes room for others. */
function isOnTime(now: number): (run: RunRecord) => boolean {
  return (run) => now - (run.started_at ?? now) < limits.schedule.slotMs;
}

/** What the agent is asked; undefined when there is nothing to do any more. */
async function taskOf(deps: ScheduleDeps, schedule: ScheduleRecord): Promise<string | undefined> {
  if (schedule.removed_at !== null) return undefined;
  if (schedule.action !== 'heartbeat') return schedule.text;
  const list = await readHeartbeat(deps.workspaceOf(schedule.agent_id));
  return list === undefined ? undefined : heartbeatPrompt(list);
}
