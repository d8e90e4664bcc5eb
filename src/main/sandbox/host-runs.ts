import { limits } from '../../shared/config/limits.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { Order, Report } from './frames.ts';
import { followRun, type AdmittedJob, type GoingRun, type RunReport } from './going-run.ts';
import type { HostCommand } from './host-command.ts';
import { startHostProcess } from './host-process.ts';

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
  /** What they may use together. */
  readonly grantedMb: number;
  start(job: AdmittedJob): void;
  /** Gives a run up without settling it. */
  abandon(id: number): void;
  kill(reason: string): void;
  readonly ended: Promise<unknown>;
}

const bounds = limits.sandbox;

/** Starts a sandbox process and keeps the books of its runs. */
export function startSandboxHost(deps: SandboxHostDeps): SandboxHost {
  const { clock, log } = deps;
  const runs = new Map<number, GoingRun>();
  let isReady = false;
  let isWorn = false;
  let started = 0;
  let firstResident: number | undefined;

  const process = startHostProcess({ ...deps, onReport, onEnd });

  function onEnd(reason: string): void {
    const wasReady = isReady;
    isReady = false;
    for (const run of runs.values()) run.onEnd(reason);
    runs.clear();
    deps.onEnd(reason, wasReady);
  }

  function kill(reason: string): void {
    isWorn = true;
    log.info('sandbox.ended', { pid: process.pid, reason });
    process.kill(reason);
  }

  function onReport(report: Report): void {
    switch (report.kind) {
      case 'ready':
        isReady = true;
        {
          deps.onReady();
          return;
        }
      case 'alive':
        return;
      case 'worn':
        isWorn = true;
        log.info('sandbox.worn', { pid: process.pid, reason: report.reason });
        {
          deps.onChange();
          return;
        }
      default:
        runs.get(report.id)?.onReport(report);
        if (report.kind === 'cleared') onCleared(report);
    }
  }

  function onCleared({ id, residentBytes }: Extract<RunReport, { kind: 'cleared' }>): void {
    runs.delete(id);
    process.watch(runs.size > 0);
    firstResident ??= residentBytes;
    if (residentBytes - firstResident > bounds.grownBytes) isWorn = true;
    deps.onChange();
  }

  return {
    get isFresh() {
      return isReady && !isWorn;
    },
    get isWorn() {
      return isWorn;
    },
    get size() {
      return runs.size;
    },
    get grantedMb() {
      return [...runs.values()].reduce((sum, { memoryMb }) => sum + memoryMb, 0);
    },
    start(admitted) {
      started += 1;
      if (started >= bounds.runsPerProcess) isWorn = true;
      const send = (order: Order): void => process.send(order);
      runs.set(admitted.order.id, followRun(admitted, { clock, log, send, kill }));
      process.watch(true);
      send(admitted.order);
    },
    abandon: (id) => runs.get(id)?.abandon(),
    kill,
    ended: process.ended,
  };
}
