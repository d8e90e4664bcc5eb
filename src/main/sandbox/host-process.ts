import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { limits } from '../../shared/config/limits.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import { closedDescriptors } from './closed-descriptors.ts';
import { createFrameReader, encodeFrame } from './frame-stream.ts';
import { reportFrame, type Order, type Report } from './frames.ts';
import type { HostCommand } from './host-command.ts';

export interface HostProcessDeps {
  readonly command: HostCommand;
  readonly clock: Clock;
  readonly log: Logger;
  /** What it says; nothing of it is trusted beyond its shape. */
  readonly onReport: (report: Report) => void;
  /** It is gone, with what ended it in words. Called once. */
  readonly onEnd: (reason: string) => void;
}

/** One sandbox process. */
export interface HostProcess {
  readonly pid: number | undefined;
  send(order: Order): void;
  /** While it is watched it is asked whether it is there, and killed when it does not answer. */
  watch(isWatched: boolean): void;
  /** Ends it at once; `onEnd` follows with this reason. */
  kill(reason: string): void;
  /** Resolves when it is gone. */
  readonly ended: Promise<unknown>;
}

const bounds = limits.sandbox;
const questionsInVain = 3;

/**
 * Starts a sandbox process: no environment, an empty folder of its own that is removed with it, and
 * three pipes. Whatever it says that is not a valid report ends it.
 */
export function startHostProcess(deps: HostProcessDeps): HostProcess {
  const { clock, log } = deps;
  const folder = mkdtempSync(path.join(tmpdir(), 'openclaw-sandbox-'));
  const child = spawnConfined(deps.command, folder);
  const ended = Promise.withResolvers<undefined>();
  let reason: string | undefined;
  let lastWords = '';
  let isGone = false;

  function kill(why: string): void {
    if (isGone) return;
    reason ??= why;
    child.kill('SIGKILL');
  }

  function onGone(how: string): void {
    if (isGone) return;
    isGone = true;
    watch(false);
    starting.cancel();
    removeFolder();
    if (lastWords !== '') log.warn('sandbox.stderr', { pid: child.pid, text: lastWords });
    deps.onEnd(reason ?? describeEnd(lastWords, how));
    ended.resolve(undefined);
  }

  function onReady(): void {
    starting.cancel();
    // It keeps its folder, which has no name any more: nothing is left when we are killed.
    if (process.platform !== 'win32') removeFolder();
  }
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });

  const starting = clock.after(bounds.startMs, () => kill('it did not start in time'));
  const reader = createFrameReader(
    bounds.frameBytes,
    (value) => {
      const report = reportFrame().safeParse(value);
      if (isGone || reason !== undefined) return;
      if (!report.success) {
        kill('it broke the protocol');
        return;
      }
      if (report.data.kind === 'ready') onReady();
      if (report.data.kind === 'alive') asked.answered = report.data.ask;
      deps.onReport(report.data);
    },
    () => kill('it broke the protocol'),
  );
  child.stdout.on('data', (chunk: Buffer) => reader.push(chunk));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-bounds.stderrChars);
  });
  // A child that ends while we write to it is told about by its exit.
  child.stdin.on('error', () => undefined);
  child.on('error', (error) => onGone(error.message));
  // Not "exit": its last reports are read then.
  child.on('close', (code, signal) => onGone(signal ?? `exit code ${code}`));

  const send = (order: Order): void => {
    if (!isGone && child.stdin.writable) child.stdin.write(encodeFrame(order));
  };
  const asked = createQuestions(clock, send, () => kill('it did not answer'));
  const watch = (isWatched: boolean): void => asked.watch(isWatched);
  return { pid: child.pid, send, watch, kill, ended: ended.promise };
}

/** The line that names an error, or else the last one, says why; then how it ended. */
function describeEnd(lastWords: string, how: string): string {
  const lines = lastWords.trim().split('\n');
  const words = lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1) ?? '';
  return words === '' ? how : `${words.slice(0, 200)} (${how})`;
}

function spawnConfined(command: HostCommand, cwd: string): ChildProcessWithoutNullStreams {
  const descriptors = closedDescriptors();
  try {
    return spawn(command.execPath, [...command.args], {
      cwd,
      env: {},
      // Its first three are pipes, whatever follows.
      stdio: descriptors.stdio as ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
  } finally {
    descriptors.close();
  }
}

/** Counts questions, not time: a machine that slept must not look like a process that hangs. */
function createQuestions(clock: Clock, send: (order: Order) => void, onSilent: () => void) {
  let timer: ReturnType<Clock['after']> | undefined;
  const state = {
    asked: 0,
    answered: 0,
    watch(isWatched: boolean): void {
      if (!isWatched) {
        timer?.cancel();
        timer = undefined;
      } else if (timer === undefined) {
        state.answered = state.asked;
        plan();
      }
    },
  };
  const plan = (): void => {
    timer = clock.after(bounds.askEveryMs, ask, { unref: true });
  };
  const ask = (): void => {
    if (state.asked - state.answered >= questionsInVain) {
      onSilent();
      return;
    }
    state.asked += 1;
    send({ kind: 'ask', ask: state.asked });
    plan();
  };
  return state;
}
