import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import { createOrder } from './create-order.ts';
import type { AdmittedJob } from './going-run.ts';
import { findHostCommand, type HostCommand } from './host-command.ts';
import { createHostKeeper } from './host-keeper.ts';
import type { SandboxHost } from './host-runs.ts';
import type { Sandbox, SandboxResult } from './sandbox.ts';

export interface SandboxDeps {
  readonly clock: Clock;
  readonly log: Logger;
  /** How the process is started; found by itself when absent. */
  readonly command?: (() => HostCommand) | undefined;
}

const bounds = limits.sandbox;

/** Makes the sandbox; no process is started before the first job. */
export function createSandbox({ clock, log, command = findHostCommand }: SandboxDeps): Sandbox {
  const waiting: AdmittedJob[] = [];
  let isClosed = false;
  let lastId = 0;

  const keeper = createHostKeeper({
    clock,
    log,
    command,
    onChange: pump,
    onUnavailable: (reason) => refuseWaiting(new AppError('SANDBOX_UNAVAILABLE', { reason })),
  });

  function refuseWaiting(error: AppError): void {
    for (const { settle } of waiting.splice(0)) settle(refuse(error));
  }

  /** Gives what waits to the process, starts one, lets one go: whatever is due now. */
  function pump(): void {
    if (isClosed) return;
    keeper.tidy(waiting.length > 0);
    const host = keeper.fresh();
    if (host === undefined && waiting.length > 0) keeper.want();
    while (host?.isFresh && hasRoom(host)) {
      const next = waiting.shift();
      if (next !== undefined) host.start(next);
    }
  }

  function hasRoom(host: SandboxHost): boolean {
    const [next] = waiting;
    if (next === undefined || host.size >= bounds.parallelRuns) return false;
    const grantedMb = keeper.grantedMb();
    // One that is larger than everything together still gets its turn, alone.
    return grantedMb === 0 || grantedMb + next.job.memoryMb <= bounds.reservedMemoryMb;
  }

  function admit(job: AdmittedJob['job']): Omit<AdmittedJob, 'settle'> | AppError {
    if (isClosed) return new AppError('SANDBOX_CLOSED');
    if (waiting.length >= bounds.queuedRuns)
      return new AppError('SANDBOX_BUSY', { waiting: waiting.length });
    const order = createOrder(job, ++lastId);
    return order instanceof AppError ? order : { job, order };
  }

  async function wait(admitted: Omit<AdmittedJob, 'settle'>, signal: AbortSignal) {
    const done = Promise.withResolvers<SandboxResult>();
    const entry: AdmittedJob = { ...admitted, settle: done.resolve };
    const stop = (): void => {
      const at = waiting.indexOf(entry);
      if (at >= 0) waiting.splice(at, 1);
      else keeper.abandon(entry.order.id);
      done.reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop, { once: true });
    waiting.push(entry);
    pump();
    try {
      return await done.promise;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  return {
    async run(job, signal) {
      signal.throwIfAborted();
      const admitted = admit(job);
      return admitted instanceof AppError ? refuse(admitted) : await wait(admitted, signal);
    },
    async close() {
      isClosed = true;
      refuseWaiting(new AppError('SANDBOX_CLOSED'));
      await keeper.close();
    },
  };
}

const refuse = (error: AppError): SandboxResult => ({
  isOk: false,
  error,
  logs: [],
  durationMs: 0,
});
