import { limits } from '../../shared/config/limits.ts';
import { createBackoff } from '../platform/backoff.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { HostCommand } from './host-command.ts';
import { startSandboxHost, type SandboxHost } from './host-runs.ts';

export interface HostKeeperDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly command: () => HostCommand;
  /** A process is up, has got room, or may be started again. */
  readonly onChange: () => void;
  /** No process can be started. */
  readonly onUnavailable: (reason: string) => void;
}

/** Starts sandbox processes, lets them go, and knows which one takes runs. */
export interface HostKeeper {
  /** The process that takes runs, when it is up. */
  fresh(): SandboxHost | undefined;
  /** Sees that there is a process soon; the first after a crash comes with a pause. */
  want(): void;
  /** Ends what is worn and has no runs, and lets the current one go when it stays idle. */
  tidy(isWanted: boolean): void;
  /** What the runs in all processes may use together. */
  grantedMb(): number;
  abandon(id: number): void;
  /** Ends all; nothing is started any more. */
  close(): Promise<void>;
}

const bounds = limits.sandbox;

/** Makes a keeper; no process is started yet. At most one takes runs, others only end theirs. */
export function createHostKeeper({ clock, log, ...deps }: HostKeeperDeps): HostKeeper {
  const hosts = new Set<SandboxHost>();
  const backoff = createBackoff({ baseMs: bounds.restartBaseMs, capMs: bounds.restartCapMs });
  let current: SandboxHost | undefined;
  let startedAt = 0;
  let pause: Timer | undefined;
  let idle: Timer | undefined;
  let isClosed = false;

  function start(): void {
    startedAt = clock.monotonic();
    const started = startSandboxHost({
      command: deps.command(),
      clock,
      log,
      onReady: deps.onChange,
      onChange: deps.onChange,
      onEnd: (reason, wasReady) => onEnd(started, reason, wasReady),
    });
    hosts.add(started);
    current = started;
  }

  function onEnd(host: SandboxHost, reason: string, wasReady: boolean): void {
    hosts.delete(host);
    if (isClosed) return;
    if (current === host) onCrash(reason, wasReady);
    deps.onChange();
  }

  function onCrash(reason: string, wasReady: boolean): void {
    current = undefined;
    log.error('sandbox.crashed', { reason });
    if (clock.monotonic() - startedAt >= bounds.stableMs) backoff.reset();
    pause = clock.after(backoff.next(), () => {
      pause = undefined;
      deps.onChange();
    });
    if (!wasReady) deps.onUnavailable(reason);
  }

  function dismiss(host: SandboxHost, reason: string): void {
    if (current === host) current = undefined;
    host.kill(reason);
  }

  function planIdle(isWanted: boolean): void {
    idle?.cancel();
    idle = undefined;
    const host = current;
    if (host === undefined || host.size > 0 || isWanted) return;
    idle = clock.after(bounds.idleMs, () => dismiss(host, 'it was idle'), { unref: true });
  }

  return {
    fresh: () => (current?.isFresh ? current : undefined),
    want() {
      if (current !== undefined || pause !== undefined || isClosed) return;
      try {
        start();
      } catch (error) {
        deps.onUnavailable(error instanceof Error ? error.message : String(error));
      }
    },
    tidy(isWanted) {
      if (current?.isWorn) current = undefined;
      for (const host of hosts)
        if (host !== current && host.size === 0) dismiss(host, 'it is worn out');
      planIdle(isWanted);
    },
    grantedMb: () => [...hosts].reduce((sum, host) => sum + host.grantedMb, 0),
    abandon(id) {
      for (const host of hosts) host.abandon(id);
    },
    async close() {
      isClosed = true;
      pause?.cancel();
      idle?.cancel();
      const ending = [...hosts].map((host) => host.ended);
      for (const host of hosts) dismiss(host, 'the program is ending');
      await Promise.all(ending);
    },
  };
}
