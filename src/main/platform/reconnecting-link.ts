import { createBackoff, type BackoffOptions } from './backoff.ts';
import { delay, type Clock } from './clock.ts';
import type { Logger } from './log.ts';

/** One line that stands. */
export interface Line {
  /** Resolves with the reason when the line is gone, whoever ended it. Never rejects. */
  readonly closed: Promise<Error>;
  close(): void;
}

export interface LinkOptions<L extends Line> {
  /** Sets up a line, all greetings included. Rejects when that fails or the signal is aborted. */
  open(signal: AbortSignal): Promise<L>;
  onUp(line: L): void;
  onDown(reason: Error): void;
  readonly backoff: BackoffOptions;
  /** A line that stood this long counts as a success; the next pause is a short one again. */
  readonly stableMs: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A line that is set up again whenever it breaks, until it is stopped. */
export interface ReconnectingLink {
  start(): void;
  /** Closes the line, or gives up opening it. Resolves when nothing is left. */
  stop(): Promise<void>;
}

/** Keeps one line up. What goes over it, and from which number on, is the caller's business. */
export function createReconnectingLink<L extends Line>(options: LinkOptions<L>): ReconnectingLink {
  const { clock, log } = options;
  const stopping = new AbortController();
  const backoff = createBackoff(options.backoff);
  let running: Promise<void> | undefined;

  async function hold(): Promise<void> {
    const line = await options.open(stopping.signal);
    const upSince = clock.monotonic();
    const close = (): void => line.close();
    stopping.signal.addEventListener('abort', close, { once: true });
    if (stopping.signal.aborted) close();
    else options.onUp(line);
    const reason = await line.closed;
    stopping.signal.removeEventListener('abort', close);
    if (clock.monotonic() - upSince >= options.stableMs) backoff.reset();
    options.onDown(reason);
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await hold();
      } catch (error) {
        log.debug('link.failed', {
          reason: error instanceof Error ? error.message : String(error),
        });
      }
      await delay(clock, backoff.next(), stopping.signal).catch(() => undefined);
    }
  }

  return {
    start() {
      running ??= run();
    },
    async stop() {
      stopping.abort(new Error('stopped'));
      await running;
    },
  };
}
