import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import { createBackoff } from '../platform/backoff.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { HostCommand } from './host-command.ts';
import { findHostCommand } from './host-command.ts';
import { startSandboxHost, type AdmittedJob, type SandboxHost } from './host-runs.ts';
import { createOrder } from './create-order.ts';
import type { Sandbox, SandboxResult } from './sandbox.ts';

export interface SandboxDeps {
  readonly clock: Clock;
  readonly log: Logger;
  /** How the process is started; found by itself when absent. */
  readonly command?: (() => HostCommand) | undefined;
}

const bounds = limits.sandbox;

/**
 * Makes the sandbox; nothing runs before the first job. At most one process takes jobs; others are
 * only there until their last runs have ended.
 */
export function createSandbox({ clock, log, command = findHostCommand }: SandboxDeps): Sandbox {
  const waiting: AdmittedJob[] = [];
  const hosts = new Set<SandboxHost>();
  const backoff = createBackoff({ baseMs: bounds.restartBaseMs, capMs: bounds.restartCapMs });
  let current: SandboxHost | undefined;
  let startedAt = 0;
  let pause: Timer | undefined;
  let idle: Timer | undefined;
  let isClosed = false;
  let lastId = 0;

  function startHost(): void {
    if (current !== undefined || pause !== undefined || isClosed) return;
    startedAt = clock.monotonic();
    let started: SandboxHost | undefined;
    try {
      started = startSandboxHost({
        command: command(),
        clock,
        log,
        onReady: pump,
        onChange: pump,
        onEnd: (reason, wasReady) => onHostEnd(started, reason, wasReady),
      });
    } catch (error) {
      return failWaiting(error instanceof Error ? error.message : String(error));
    }
    hosts.add(started);
    current = started;
  }

  function onHostEnd(host: SandboxHost | undefined, reason: string, wasReady: boolean): void {
    if (host !== undefined) hosts.delete(host);
    if (current !== host) return;
    current = undefined;
    if (isClosed) return;
    log.error('sandbox.crashed', { reason });
    if (!wasReady) failWaiting(reason);
    if (clock.monotonic() - startedAt >= bounds.stableMs) backoff.reset();
    pause = clock.after(backoff.next(), () => {
      pause = undefined;
      pump();
    });
  }

  function failWaiting(reason: string): void {
    const error = new AppError('SANDBOX_UNAVAILABLE', { reason });
    for (const { settle } of waiting.splice(0)) settle(failed(error));
  }

  /** Gives what waits to the process, starts one, lets one go: whatever is due now. */
  function pump(): void {
    if (isClosed) return;
    // A worn process gets nothing more; its last runs end in peace.
    if (current?.isWorn) current = undefined;
    for (const host of hosts) if (host !== current && host.size === 0) host.kill('it is worn out');
    if (waiting.length > 0) startHost();
    while (current?.isFresh && hasRoom(current)) {
      const next = waiting.shift();
      if (next === undefined) break;
      current.start(next);
    }
    planIdle();
  }

  function hasRoom(host: SandboxHost): boolean {
    const [next] = waiting;
    if (next === undefined) return false;
    const total = [...hosts].reduce((sum, { grantedMb }) => sum + grantedMb, 0);
    const fits = total + next.job.memoryMb <= bounds.reservedMemoryMb;
    return host.size < bounds.parallelRuns && (fits || host.size === 0);
  }

  function planIdle(): void {
    idle?.cancel();
    idle = undefined;
    if (current === undefined || current.size > 0 || waiting.length > 0) return;
    const leaving = current;
    idle = clock.after(
      bounds.idleMs,
      () => {
        if (current !== leaving || leaving.size > 0) return;
        current = undefined;
        leaving.kill('it was idle');
      },
      { unref: true },
    );
  }

  function abandon(job: AdmittedJob): void {
    const at = waiting.indexOf(job);
    if (at >= 0) waiting.splice(at, 1);
    for (const host of hosts) host.abandon(job.order.id);
  }

  return {
    async run(job, signal) {
      signal.throwIfAborted();
      const refusal = isClosed ? new AppError('SANDBOX_CLOSED') : undefined;
      const order = refusal ?? createOrder(job, ++lastId);
      if (order instanceof AppError) return failed(order);
      if (waiting.length >= bounds.queuedRuns)
        return failed(new AppError('SANDBOX_BUSY', { waiting: waiting.length }));
      const done = Promise.withResolvers<SandboxResult>();
      const admitted: AdmittedJob = { job, order, settle: done.resolve };
      const stop = (): void => {
        abandon(admitted);
        done.reject(signal.reason as Error);
      };
      signal.addEventListener('abort', stop, { once: true });
      waiting.push(admitted);
      pump();
      try {
        return await done.promise;
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    async close() {
      isClosed = true;
      pause?.cancel();
      idle?.cancel();
      const error = new AppError('SANDBOX_CLOSED');
      for (const { settle } of waiting.splice(0)) settle(failed(error));
      const ending = [...hosts].map(({ ended }) => ended);
      for (const host of hosts) host.kill('the program is ending');
      await Promise.all(ending);
    },
  };
}

const failed = (error: AppError): SandboxResult => ({
  isOk: false,
  error,
  logs: [],
  durationMs: 0,
});
