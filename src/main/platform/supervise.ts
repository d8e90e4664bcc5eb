import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Clock, Timer } from './clock.ts';
import type { Logger } from './log.ts';
import { createRestarter, type RestarterDeps } from './restarter.ts';

export interface ChildCommand {
  readonly execPath: string;
  readonly args: readonly string[];
  /** The whole environment of the child. */
  readonly env: Readonly<Record<string, string>>;
}

export interface SuperviseDeps {
  /** Asked at each start. */
  readonly command: () => ChildCommand;
  /** The first line on the child's stdin; secrets go this way. Asked at each start. */
  readonly firstLine: () => string;
  /** One line the child wrote. Returns the number when it answers a question. */
  readonly onLine: (line: string) => number | undefined;
  /** The child ended without being told to. `reason` is an exit code, a signal or "hung". */
  readonly onCrash: (reason: string) => void;
  /** How often the child is asked whether it is there; it is killed after three in vain. */
  readonly askEveryMs: number;
  /** What the child may take to end after its stdin was closed. */
  readonly endMs: number;
  readonly restart: Omit<RestarterDeps, 'clock'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A child process that is kept running. */
export interface Supervised {
  readonly pid: number | undefined;
  start(): void;
  /** Closes the child's stdin and waits; kills it when it does not end in time. */
  stop(): Promise<void>;
}

const questionsInVain = 3;
/** Written to the log at most, of what a child says on stderr. */
const stderrChars = 2_000;

/** Starts a program and starts it again whenever it ends or hangs, until `stop`. */
export function superviseProcess(deps: SuperviseDeps): Supervised {
  const { clock, log } = deps;
  const restarter = createRestarter({ ...deps.restart, clock });
  let child: ChildProcessWithoutNullStreams | undefined;
  let ended: Promise<void> = Promise.resolve();
  let isStopped = false;

  function start(): void {
    if (child !== undefined || isStopped) return;
    const { execPath, args, env } = deps.command();
    const started = spawn(execPath, [...args], {
      env: { ...env },
      stdio: 'pipe',
      windowsHide: true,
    });
    child = started;
    restarter.started();
    const watch = watchAlive(started, deps);
    createInterface({ input: started.stdout }).on('line', (line) => {
      const answered = deps.onLine(line);
      if (answered !== undefined) watch.answered = answered;
    });
    started.stderr.setEncoding('utf8').on('data', (text: string) => {
      log.warn('child.stderr', { pid: started.pid, text: text.slice(0, stderrChars) });
    });
    // A child that ends while we write to it is told about by its exit.
    started.stdin.on('error', () => undefined);
    started.stdin.write(`${deps.firstLine()}\n`);
    ended = new Promise((resolve) => {
      const onEnd = (reason: string): void => {
        if (child !== started) return;
        child = undefined;
        watch.cancel();
        if (!isStopped) onCrash(watch.isHung ? 'hung' : reason);
        resolve();
      };
      started.on('error', (error) => onEnd(error.message));
      // Not "exit": the child's last words are read then.
      started.on('close', (code, signal) => onEnd(signal ?? `exit code ${code}`));
    });
  }

  function onCrash(reason: string): void {
    log.error('child.crashed', { reason });
    restarter.ended(start);
    deps.onCrash(reason);
  }

  return {
    get pid() {
      return child?.pid;
    },
    start,
    async stop() {
      isStopped = true;
      restarter.cancel();
      const last = child;
      if (last === undefined) return;
      last.stdin.end();
      const force = clock.after(deps.endMs, () => last.kill('SIGKILL'));
      await ended;
      force.cancel();
    },
  };
}

interface AliveWatch {
  /** The last question that was answered. */
  answered: number;
  isHung: boolean;
  cancel(): void;
}

/** Counts questions, not time: a machine that slept must not look like a child that hangs. */
function watchAlive(
  child: ChildProcessWithoutNullStreams,
  { clock, askEveryMs }: Pick<SuperviseDeps, 'clock' | 'askEveryMs'>,
): AliveWatch {
  let asked = 0;
  let timer: Timer | undefined;
  const watch: AliveWatch = { answered: 0, isHung: false, cancel: () => timer?.cancel() };
  const plan = (): void => {
    timer = clock.after(askEveryMs, ask, { unref: true });
  };
  const ask = (): void => {
    if (child.stdin.writableEnded) return;
    if (asked - watch.answered >= questionsInVain) {
      watch.isHung = true;
      child.kill('SIGKILL');
      return;
    }
    asked += 1;
    child.stdin.write(`${JSON.stringify({ ask: asked })}\n`);
    plan();
  };
  plan();
  return watch;
}
