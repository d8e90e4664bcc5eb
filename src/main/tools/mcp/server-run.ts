import { limits } from '../../../shared/config/limits.ts';
import type { McpServerConfig } from '../../../shared/config/mcp.ts';
import type { Clock, Timer } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import { within } from '../../platform/within.ts';
import type { McpConnection, OpenConnection } from './connection.ts';

export interface ServerRunDeps {
  readonly name: string;
  readonly config: McpServerConfig;
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly open: OpenConnection;
}

export interface ServerRunEvents {
  /** What it can do; told when it is up, and again when that changes. */
  onTools(found: readonly unknown[]): void;
  /** It ended, or never came up. Told once, and nothing after it. */
  onEnded(reason: string): void;
}

/** One life of a server, from its start to its end. */
export interface ServerRun {
  /** Once its tools are known. */
  readonly connection: McpConnection | undefined;
  /** For how long it has been coming up, in milliseconds; undefined when it is up. */
  readonly startingForMs: number | undefined;
  /** Resolves when it is up, or has ended. */
  readonly started: Promise<void>;
  /** It does not answer any more. */
  fail(reason: string): void;
  /** Ends it; nothing more is told of it. */
  stop(): Promise<void>;
}

/** Starts a server and follows it. */
export function startRun(deps: ServerRunDeps, events: ServerRunEvents): ServerRun {
  const { clock } = deps;
  const beganMs = clock.monotonic();
  const end = new AbortController();
  let connection: McpConnection | undefined;
  let quiet: Timer | undefined;

  const isOver = (): boolean => end.signal.aborted;
  function fail(reason: string): void {
    if (isOver()) return;
    finish();
    events.onEnded(reason);
    void connection?.close();
  }
  function finish(): void {
    quiet?.cancel();
    end.abort(new Error('the server is being stopped'));
  }

  /** A server may say so many times in a row; it is asked once it is quiet. */
  function relist(): void {
    if (isOver() || quiet) return;
    quiet = clock.after(limits.mcp.listQuietMs, () => {
      quiet = undefined;
      connection?.listTools(end.signal).then(
        (found) => {
          if (!isOver()) events.onTools(found);
        },
        (error: unknown) =>
          deps.log.warn('mcp.list-failed', { server: deps.name, reason: String(error) }),
      );
    });
  }

  async function bringUp(): Promise<void> {
    const opening = open(deps, end.signal, relist, fail);
    // One that comes up after it was given up is not left running.
    opening.then(
      (late) => (isOver() ? late.close() : undefined),
      () => undefined,
    );
    const opened = await within(clock, limits.mcp.startMs, () => opening);
    if (isOver()) return;
    try {
      const found = await within(clock, limits.mcp.startMs, () => opened.listTools(end.signal));
      if (isOver()) return;
      connection = opened;
      events.onTools(found);
    } catch (error) {
      await opened.close();
      throw error;
    }
  }

  const started = bringUp().catch((error: unknown) => fail(sayReason(error)));
  return {
    get connection() {
      return isOver() ? undefined : connection;
    },
    get startingForMs() {
      return connection ? undefined : clock.monotonic() - beganMs;
    },
    started,
    fail,
    async stop() {
      if (isOver()) return;
      finish();
      await connection?.close();
      // A start that is under way ends by the signal; what it began is closed there.
      await started;
    },
  };
}

function open(
  deps: ServerRunDeps,
  signal: AbortSignal,
  onToolsChanged: () => void,
  onGone: (reason: string) => void,
): Promise<McpConnection> {
  const { name: server, config, folder, env, version, log } = deps;
  return deps.open({
    ...{ server, config, folder, env, version, log },
    ...{ signal, onToolsChanged, onGone },
  });
}

function sayReason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
