import { limits } from '../../src/shared/config/limits.ts';
import { systemClock } from '../../src/main/platform/clock.ts';
import { silentLog } from '../../src/main/platform/log.ts';
import { createSandbox } from '../../src/main/sandbox/create-sandbox.ts';
import { findHostCommand } from '../../src/main/sandbox/host-command.ts';
import type { HostFunction, SandboxResult } from '../../src/main/sandbox/sandbox.ts';
import { listDescendants } from '../crash/processes.ts';
import { attackLimits, prelude, type Attack } from './attacks/attack.ts';
import type { Canary } from './canary.ts';
import { mergeCarelessly, takePollution } from './naive-merge.ts';

/** The sandbox as the gateway has it, with everything about it that can be seen. */
export interface HardTarget {
  /** Runs an attack; returns what it achieved, in words. */
  attack(attack: Attack): Promise<readonly string[]>;
  /** Runs harmless code and returns its value. */
  serve(code: string): Promise<unknown>;
  close(): Promise<void>;
  /** Sandbox processes there were. */
  readonly pids: readonly number[];
}

const mebibyte = 1024 * 1024;
/** What the gateway's own process may grow by in one attack; a bound of no fine measure. */
const growthBytes = 200 * mebibyte;
/** A crash of the process takes until it is started again, on a busy machine for long. */
const slackMs = 20_000;
/** What a call that was under way when a run ended may take to be heard of. */
const lateMs = 60;

export function createHardTarget(canary: Canary): HardTarget {
  const sandbox = createSandbox({ clock: systemClock, log: silentLog, command: findHostCommand });
  const pids = new Set<number>();
  const never = new AbortController().signal;

  async function attack(one: Attack): Promise<readonly string[]> {
    const said: string[] = [];
    const kept = {};
    let calls = 0;
    let lateCalls = 0;
    let isSettled = false;
    const counted =
      (fn: HostFunction): HostFunction =>
      (args, signal) => {
        calls += 1;
        if (isSettled) lateCalls += 1;
        said.push(JSON.stringify(args ?? null));
        return fn(args, signal);
      };
    const host = {
      get: counted((args) => Promise.resolve(args)),
      keep: counted((args) => {
        mergeCarelessly(kept, args);
        return Promise.resolve();
      }),
      never: counted(() => new Promise(() => undefined)),
      fail: counted(() => Promise.reject(new Error('as asked'))),
      note: counted(() => Promise.resolve()),
    };
    const rssBefore = process.memoryUsage.rss();
    const visitsBefore = canary.visits();
    const { timeoutMs, memoryMb } = { ...attackLimits, ...one };
    const language = one.language ?? ('javascript' as const);
    const job = { code: prelude + one.code, language, input: canary.input, host };
    const run = sandbox.run({ ...job, timeoutMs, memoryMb }, never);
    for (const pid of listDescendants(process.pid)) pids.add(pid);
    const result = await Promise.race([run, rest(timeoutMs + limits.sandbox.graceMs + slackMs)]);
    isSettled = true;
    if (result === undefined) return ['it never ends'];
    if (result.isOk) mergeCarelessly(kept, result.value);
    await rest(lateMs);
    const text = [...said, describe(result)].join('\n');
    const checks: Readonly<Record<string, boolean>> = {
      'it reached a process': text.includes('ESCAPED'),
      'it read the secret': text.includes(canary.secret),
      'it reached the server': canary.visits() > visitsBefore,
      'it changed all objects': takePollution(),
      'it went on after its end': lateCalls > 0,
      'it flooded': text.length > 3 * limits.sandbox.dataChars || calls > limits.sandbox.calls,
      'it flooded the output': result.logs.join('').length > 2 * limits.sandbox.logChars,
      'it took memory of the gateway': process.memoryUsage.rss() - rssBefore > growthBytes,
    };
    return Object.keys(checks).filter((what) => checks[what]);
  }

  return {
    attack,
    async serve(code) {
      const job = { code, language: 'javascript' as const, timeoutMs: 10_000, memoryMb: 16 };
      const result = await sandbox.run(job, never);
      return result.isOk ? result.value : result.error;
    },
    close: () => sandbox.close(),
    get pids() {
      return [...pids];
    },
  };
}

function describe(result: SandboxResult): string {
  const outcome = result.isOk ? JSON.stringify(result.value) : result.error.message;
  return [outcome, ...result.logs].join('\n');
}

const rest = (delayMs: number): Promise<undefined> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(undefined), delayMs);
  });
