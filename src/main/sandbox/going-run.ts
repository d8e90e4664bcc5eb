import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import { describeFailure, describeTimeout } from './describe-result.ts';
import type { Order, Report, RunOrder } from './frames.ts';
import { createAnswering } from './host-answers.ts';
import { parsePlainData } from './plain-data.ts';
import type { SandboxJob, SandboxResult } from './sandbox.ts';

/** A job that was admitted: its order, and who waits for it. */
export interface AdmittedJob {
  readonly job: SandboxJob;
  readonly order: RunOrder;
  readonly settle: (result: SandboxResult) => void;
}

/** What a process says of one run. */
export type RunReport = Extract<Report, { id: number }>;

/** The gateway's side of a run in a process. */
export interface GoingRun {
  readonly memoryMb: number;
  onReport(report: RunReport): void;
  /** Its process is gone. */
  onEnd(reason: string): void;
  /** Nobody waits for it any more. */
  abandon(): void;
}

export interface GoingRunDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly send: (order: Order) => void;
  /** The process cannot be trusted any more, or it does not end a run. */
  readonly kill: (reason: string) => void;
}

type Outcome = { isOk: true; value: unknown } | { isOk: false; error: AppError };

const bounds = limits.sandbox;
const brokenProtocol = 'it broke the protocol';

/** Follows a run: keeps its output, answers its calls, and settles it exactly once. */
export function followRun({ job, order, ...admitted }: AdmittedJob, deps: GoingRunDeps): GoingRun {
  const { clock, send, kill } = deps;
  const { id } = order;
  const logs: string[] = [];
  const abort = new AbortController();
  const startedAt = clock.monotonic();
  const answer = createAnswering(job.host ?? {}, abort.signal, deps.log, (call, said) => {
    if (!isSettled) send({ kind: 'reply', id, call, ...said });
  });
  let isSettled = false;
  let isLate = false;
  let overdue: Timer | undefined;

  function settle(outcome: Outcome, durationMs = clock.monotonic() - startedAt): void {
    if (isSettled) return;
    isSettled = true;
    abort.abort(new Error('the run is over'));
    admitted.settle({ ...outcome, logs, durationMs });
  }

  /** When it is not over by then, its process ends with everything in it. */
  function expectEnd(withinMs: number): void {
    overdue?.cancel();
    overdue = clock.after(withinMs, () => {
      isLate = true;
      kill('it did not end a run in time');
    });
  }

  function onLost(): void {
    const reason = 'it lost a run';
    settle({ isOk: false, error: new AppError('SANDBOX_CRASHED', { reason }) });
    kill(reason);
  }

  return {
    memoryMb: job.memoryMb,
    onReport(report) {
      switch (report.kind) {
        case 'started': {
          expectEnd(job.timeoutMs + bounds.graceMs);
          return;
        }
        case 'log':
          if (logs.length > bounds.logLines) kill(brokenProtocol);
          else if (!isSettled) logs.push(report.text);
          return;
        case 'call': {
          // Inside, code is held to its bounds; only a process that was taken over gets beyond.
          if (!answer(report)) kill(brokenProtocol);
          return;
        }
        case 'done': {
          settle(readValue(report.json), report.durationMs);
          return;
        }
        case 'failed': {
          settle({ isOk: false, error: describeFailure(report, job) }, report.durationMs);
          return;
        }
        case 'cleared':
          overdue?.cancel();
          if (!isSettled) onLost();
      }
    },
    onEnd(reason) {
      overdue?.cancel();
      // Who took too long is the reason of the end; the others are its victims.
      const crash = new AppError('SANDBOX_CRASHED', { reason });
      settle({ isOk: false, error: isLate ? describeTimeout(job) : crash });
    },
    abandon() {
      isSettled = true;
      abort.abort(new Error('the run was given up'));
      send({ kind: 'stop', id });
      expectEnd(bounds.graceMs);
    },
  };
}

function readValue(json: string | undefined): Outcome {
  try {
    return { isOk: true, value: json === undefined ? undefined : parsePlainData(json) };
  } catch {
    return { isOk: false, error: new AppError('SANDBOX_RESULT_INVALID', { reason: 'no JSON' }) };
  }
}
