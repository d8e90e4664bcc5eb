import { spawn } from 'node:child_process';
import { root } from './root.ts';

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The command and its children are ended after this time. */
  readonly timeoutMs?: number;
  /** Show the output as it comes instead of keeping it. */
  readonly isShown?: boolean;
}

export interface CommandResult {
  /** Null after a signal, or when the program could not be started. */
  readonly exitCode: number | null;
  /** Standard output and error in the order in which they came; its last megabyte. */
  readonly output: string;
  readonly isTimedOut: boolean;
  readonly durationMs: number;
}

const keptChars = 1024 * 1024;
const binDir = `${root}/node_modules/.bin`;

/** The environment in which the tools of the project are found first. */
export function toolEnv(extra: CommandOptions['env'] = {}): Record<string, string | undefined> {
  const separator = process.platform === 'win32' ? ';' : ':';
  return { ...process.env, ...extra, PATH: `${binDir}${separator}${process.env['PATH'] ?? ''}` };
}

/** Runs a program in the root of the project and waits for its end; never rejects. */
export function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const startedAt = performance.now();
  let output = '';
  let isTimedOut = false;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: toolEnv(options.env),
      stdio: options.isShown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that a time limit ends the children too.
      detached: options.timeoutMs !== undefined && process.platform !== 'win32',
    });
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-keptChars);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            isTimedOut = true;
            endGroup(child.pid);
          }, options.timeoutMs);
    const finish = (exitCode: number | null): void => {
      clearTimeout(timer);
      resolve({ exitCode, output, isTimedOut, durationMs: performance.now() - startedAt });
    };
    child.on('error', (error) => {
      output += `${program}: ${error.message}\n`;
      finish(null);
    });
    child.on('close', finish);
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}
