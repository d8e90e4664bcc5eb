import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import { hostEnv } from './host-env.ts';
import { checkWord, parseLine, type CheckOrders, type CheckWord } from './parent-line.ts';

export interface CheckChannelDeps {
  /** The Node program and the entry of the host, as in `[node, "node-host.ts"]`. */
  readonly command: readonly [execPath: string, ...args: string[]];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Looks whether a messenger would let us in with these settings. */
export type CheckChannel = (check: CheckOrders['check']) => Promise<CheckWord['checked']>;

/**
 * Checks run in a channel host of their own, which ends with the answer: the gateway loads no
 * messenger's library, and one that hangs is killed. Secrets go over stdin and into no log.
 * The function throws AppError CHANNEL_CHECK_LATE or CHANNEL_CHECK_FAILED.
 */
export function createChannelCheck(deps: CheckChannelDeps): CheckChannel {
  let running = 0;
  return async (check) => {
    if (running >= limits.node.checks) {
      throw new AppError('CHANNEL_CHECK_FAILED', { reason: 'too many at the same time' });
    }
    running += 1;
    try {
      return await runCheckHost(deps, check);
    } finally {
      running -= 1;
    }
  };
}

function runCheckHost(
  { command, env, clock, log }: CheckChannelDeps,
  check: CheckOrders['check'],
): Promise<CheckWord['checked']> {
  const [execPath, ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(execPath, args, { env: { ...hostEnv(env) }, stdio: 'pipe' });
    let isLate = false;
    let answer: CheckWord | undefined;
    const timer = clock.after(limits.node.checkMs, () => {
      isLate = true;
      child.kill('SIGKILL');
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      answer ??= parseLine(checkWord(), line);
    });
    child.stderr.resume();
    // A host that could not be started is told about by its error or its exit.
    child.stdin.on('error', () => undefined);
    child.stdin.write(`${JSON.stringify({ check } satisfies CheckOrders)}\n`);
    const settle = (reason: string): void => {
      timer.cancel();
      if (answer) resolve(answer.checked);
      else if (isLate) {
        const seconds = limits.node.checkMs / 1_000;
        reject(new AppError('CHANNEL_CHECK_LATE', { seconds }));
      } else {
        log.warn('channel.check-failed', { type: check.type, reason });
        reject(new AppError('CHANNEL_CHECK_FAILED', { reason }));
      }
    };
    child.on('error', (error) => settle(error.message));
    child.on('close', (code, signal) => settle(signal ?? `exit code ${code}`));
  });
}
