import { spawn, type ChildProcess } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { createBoundedOutput, type BoundedOutput } from './bounded-output.ts';

/** How a command ended. */
export interface CommandEnd {
  /** Absent when a signal ended it. */
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  /** Why we ended it; undefined when it ended by itself. */
  readonly endedFor: 'time' | 'output' | undefined;
  /** Both outputs as they came, its beginning and its end. */
  readonly output: string;
  readonly durationMs: number;
}

export interface CommandRequest {
  readonly command: string;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Ends the command at once; the promise then rejects with its reason. */
  readonly signal: AbortSignal;
  /** Kills it without grace. */
  readonly kill?: AbortSignal | undefined;
}

/**
 * Runs a command in a shell of its own, in a group of its own: when it ends, or is ended, nothing of the
 * group goes on. Rejects with SHELL_NOT_STARTED or the reason of the signal.
 */
export async function runCommand(request: CommandRequest, clock: Clock): Promise<CommandEnd> {
  const { signal, kill } = request;
  signal.throwIfAborted();
  const beganAt = clock.monotonic();
  const child = startShell(request);
  const output = createBoundedOutput();
  const ending = createEnding(child, clock);
  const abort = (): void => ending.end(undefined);
  signal.addEventListener('abort', abort, { once: true });
  kill?.addEventListener('abort', ending.finish, { once: true });
  const timer = clock.after(request.timeoutMs, () => ending.end('time'));
  listen(child, output, () => ending.end('output'));
  try {
    const { code, signal: killedBy } = await waitForEnd(child, clock);
    signal.throwIfAborted();
    return {
      code: code ?? undefined,
      signal: killedBy ?? undefined,
      endedFor: ending.reason(),
      output: stripVTControlCharacters(output.read()),
      durationMs: Math.round(clock.monotonic() - beganAt),
    };
  } finally {
    timer.cancel();
    ending.finish();
    signal.removeEventListener('abort', abort);
    kill?.removeEventListener('abort', ending.finish);
  }
}

function startShell({ command, folder, env }: CommandRequest): ChildProcess {
  const isWindows = process.platform === 'win32';
  const [program, args] = isWindows
    ? [env['ComSpec'] ?? 'cmd.exe', ['/d', '/s', '/c', `"${command}"`]]
    : ['/bin/sh', ['-c', command]];
  return spawn(program, args, {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !isWindows,
    windowsHide: true,
    windowsVerbatimArguments: isWindows,
  });
}

function listen(child: ChildProcess, output: BoundedOutput, tooMuch: () => void): void {
  const add = (text: string): void => {
    output.add(text);
    if (output.totalChars > limits.shell.outputChars) tooMuch();
  };
  child.stdout?.setEncoding('utf8').on('data', add);
  child.stderr?.setEncoding('utf8').on('data', add);
}

/** Waits for the shell, and a moment longer for what it left behind to fall silent. */
function waitForEnd(
  child: ChildProcess,
  clock: Clock,
): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) =>
      reject(new AppError('SHELL_NOT_STARTED', { reason: error.message })),
    );
    child.once('exit', (code, signal) => {
      // Something in the background may hold the outputs open for ever.
      const timer = clock.after(limits.shell.leaveMs, () => {
        child.stdout?.destroy();
        child.stderr?.destroy();
        resolve({ code, signal });
      });
      child.once('close', () => {
        timer.cancel();
        resolve({ code, signal });
      });
    });
  });
}

interface Ending {
  /** Tells the group to end, and kills it after a grace. The first reason counts. */
  readonly end: (reason: CommandEnd['endedFor']) => void;
  readonly reason: () => CommandEnd['endedFor'];
  /** Kills whatever is left of the group. */
  readonly finish: () => void;
}

function createEnding(child: ChildProcess, clock: Clock): Ending {
  let isEnding = false;
  let why: CommandEnd['endedFor'];
  let timer: ReturnType<Clock['after']> | undefined;
  return {
    end(reason) {
      if (isEnding) return;
      isEnding = true;
      why = reason;
      killGroup(child, 'SIGTERM');
      timer = clock.after(limits.shell.graceMs, () => killGroup(child, 'SIGKILL'));
    },
    reason: () => why,
    finish() {
      timer?.cancel();
      killGroup(child, 'SIGKILL');
    },
  };
}

/** A group has the number of its first process, also after that one has ended. */
function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    if (process.platform === 'win32') killTree(pid);
    else process.kill(-pid, signal);
  } catch {
    // Nothing of it is left.
  }
}

/** Windows has no groups and no gentle end; its own program ends a process with all below it. */
function killTree(pid: number): void {
  spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on(
    'error',
    () => undefined,
  );
}
