import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import { describeFailure, describeTimeout } from './describe-result.ts';
import type { Report, RunOrder } from './frames.ts';
import { answerCall } from './host-answers.ts';
import type { HostCommand } from './host-command.ts';
import { startHostProcess } from './host-process.ts';
import { parsePlainData } from './plain-data.ts';
import type { SandboxJob, SandboxResult } from './sandbox.ts';

/** A job that was admitted: its order, and who waits for it. */
export interface AdmittedJob {
  readonly job: SandboxJob;
  readonly order: RunOrder;
  settle(result: SandboxResult): void;
}

export interface SandboxHostDeps {
  readonly command: HostCommand;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onReady: () => void;
  /** There is room for another run, or the host is to be replaced. */
  readonly onChange: () => void;
  /** It is gone; its runs are settled. `wasReady` is false when it never came up. */
  readonly onEnd: (reason: string, wasReady: boolean) => void;
}

/** A sandbox process with the runs in it. */
export interface SandboxHost {
  /** It is up and takes runs. */
  readonly isFresh: boolean;
  /** It is to get no further runs; those in it may end. */
  readonly isWorn: boolean;
  /** Runs whose memory is not free yet. */
  readonly size: number;
  readonly grantedMb: number;
  start(job: AdmittedJob): void;
  /** Gives a run up without settling it. */
  abandon(id: number): void;
  kill(reason: string): void;
  readonly ended: Promise<void>;
}

interface Going extends AdmittedJob {
  readonly logs: string[];
  readonly startedAt: number;
  readonly calls: Set<number>;
  readonly abort: AbortController;
  called: number;
  isSettled: boolean;
  isLate: boolean;
  overdue: Timer | undefined;
}

const bounds = limits.sandbox;

/** Starts a sandbox process and keeps the books of its runs. */
export function startSandboxHost(deps: SandboxHostDeps): SandboxHost {
  const { clock, log } = deps;
  const runs = new Map<number, Going>();
  let isReady = false;
  let isWorn = false;
  let isGone = false;
  let started = 0;
  let firstResident: number | undefined;

  const process = startHostProcess({ ...deps, onReport, onEnd });

  function onEnd(reason: string): void {
    isGone = true;
    for (const going of runs.values()) {
      going.overdue?.cancel();
      // Who took too long is the reason of the end; the others are its victims.
      const error = going.isLate
        ? describeTimeout(going.job)
        : new AppError('SANDBOX_CRASHED', { reason });
      settle(going, { isOk: false, error });
    }
    runs.clear();
    deps.onEnd(reason, isReady);
  }

  function settle(
    going: Going,
    outcome: { isOk: true; value: unknown } | { isOk: false; error: AppError },
    durationMs = clock.monotonic() - going.startedAt,
  ): void {
    if (going.isSettled) return;
    going.isSettled = true;
    going.abort.abort(new Error('the run is over'));
    going.settle({ ...outcome, logs: going.logs, durationMs });
  }

  /** A run gets this long beyond its limit, and then its process ends with everything in it. */
  function expect(going: Going, withinMs: number): void {
    going.overdue?.cancel();
    going.overdue = clock.after(withinMs, () => {
      going.isLate = true;
      isWorn = true;
      process.kill('it did not end a run in time');
    });
  }

  function onReport(report: Report): void {
    if (report.kind === 'ready') {
      isReady = true;
      return deps.onReady();
    }
    if (report.kind === 'worn') {
      isWorn = true;
      log.info('sandbox.worn', { pid: process.pid, reason: report.reason });
      return deps.onChange();
    }
    if (report.kind === 'alive') return;
    const going = runs.get(report.id);
    if (going !== undefined) onRunReport(going, report);
  }

  function onRunReport(
    going: Going,
    report: Exclude<Report, { kind: 'ready' | 'worn' | 'alive' }>,
  ) {
    switch (report.kind) {
      case 'started':
        return expect(going, going.job.timeoutMs + bounds.graceMs);
      case 'log':
        if (going.logs.length > bounds.logLines) return process.kill('it broke the protocol');
        going.logs.push(report.text);
        return;
      case 'call':
        return onCall(going, report);
      case 'done':
        return settle(going, readValue(report.json), report.durationMs);
      case 'failed': {
        const error = describeFailure(report, going.job);
        return settle(going, { isOk: false, error }, report.durationMs);
      }
      case 'cleared':
        return onCleared(going, report.residentBytes);
    }
  }

  function onCall(going: Going, { call, name, json }: Extract<Report, { kind: 'call' }>): void {
    going.called += 1;
    const isTooMuch = going.calls.size >= bounds.openCalls || going.called > bounds.calls;
    // The code itself is held to these bounds inside; only a process that was taken over gets here.
    if (isTooMuch || going.calls.has(call)) return process.kill('it broke the protocol');
    if (going.isSettled) return;
    going.calls.add(call);
    const functions = going.job.host ?? {};
    const fn = Object.hasOwn(functions, name) ? functions[name] : undefined;
    void answerCall(name, fn, json, going.abort.signal, log).then((answer) => {
      going.calls.delete(call);
      if (!going.isSettled) process.send({ kind: 'reply', id: going.order.id, call, ...answer });
    });
  }

  function onCleared(going: Going, residentBytes: number): void {
    going.overdue?.cancel();
    runs.delete(going.order.id);
    if (!going.isSettled && !going.abort.signal.aborted) process.kill('it lost a run');
    process.watch(runs.size > 0);
    firstResident ??= residentBytes;
    if (residentBytes - firstResident > bounds.grownBytes || started >= bounds.runsPerProcess)
      isWorn = true;
    deps.onChange();
  }

  return {
    get isFresh() {
      return isReady && !isWorn && !isGone;
    },
    get isWorn() {
      return isWorn;
    },
    get size() {
      return runs.size;
    },
    get grantedMb() {
      return [...runs.values()].reduce((sum, { job }) => sum + job.memoryMb, 0);
    },
    start(admitted) {
      const going: Going = {
        ...admitted,
        logs: [],
        startedAt: clock.monotonic(),
        calls: new Set(),
        abort: new AbortController(),
        called: 0,
        isSettled: false,
        isLate: false,
        overdue: undefined,
      };
      started += 1;
      runs.set(admitted.order.id, going);
      process.watch(true);
      process.send(admitted.order);
    },
    abandon(id) {
      const going = runs.get(id);
      if (going === undefined) return;
      going.isSettled = true;
      going.abort.abort(new Error('the run was given up'));
      process.send({ kind: 'stop', id });
      expect(going, bounds.graceMs);
    },
    kill: (reason) => process.kill(reason),
    ended: process.ended,
  };
}

function readValue(
  json: string | undefined,
): { isOk: true; value: unknown } | { isOk: false; error: AppError } {
  try {
    return { isOk: true, value: json === undefined ? undefined : parsePlainData(json) };
  } catch {
    return { isOk: false, error: new AppError('SANDBOX_RESULT_INVALID', { reason: 'no JSON' }) };
  }
}
