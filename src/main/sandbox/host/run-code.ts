import { limits } from '../../../shared/config/limits.ts';
import type { Clock, Timer } from '../../platform/clock.ts';
import type { FailureKind, Report, RunOrder } from '../frames.ts';
import { compileBody, compileModule, FunctionMissing, type Compiled } from './compile-job.ts';
import { findPlace, shortenMessage } from './describe-failure.ts';
import type { Cell, IsolatePool } from './isolate-pool.ts';
import { stripTypes } from './strip-types.ts';

export interface RunDeps {
  readonly pool: IsolatePool;
  readonly clock: Clock;
  readonly report: (report: Report) => void;
  /** A thread cannot be got back, or a tool is broken. */
  readonly onWorn: (reason: string) => void;
  /** The run is over and nothing of it is left. */
  readonly onCleared: () => void;
}

/** A run that goes on. */
export interface Run {
  /** The answer of a host function. */
  reply(call: number, isOk: boolean, json: string): void;
  /** Ends it without a report. */
  stop(): void;
}

type Ending =
  | { readonly json: string | undefined }
  | { readonly failure: FailureKind; readonly message: string; readonly stack?: string };

const bounds = limits.sandbox;

/** Runs one job in an isolate of its own and reports what became of it, exactly once. */
export function startRun(order: RunOrder, deps: RunDeps): Run {
  const { clock, report } = deps;
  const { id } = order;
  const timers = new Map<number, Timer>();
  /** Calls into the isolate that have not come back. */
  const inside = new Set<Promise<unknown>>();
  let cell: Cell | undefined;
  let compiled: Compiled | undefined;
  let startedAt = clock.monotonic();
  let deadline: Timer | undefined;
  let isOver = false;
  let logged = 0;
  let called = 0;

  const elapsedMs = (): number => clock.monotonic() - startedAt;
  const leftMs = (): number => Math.max(1, Math.ceil(order.timeoutMs - elapsedMs()));

  function end(ending: Ending | undefined): void {
    if (isOver) return;
    isOver = true;
    deadline?.cancel();
    for (const timer of timers.values()) timer.cancel();
    timers.clear();
    if (ending !== undefined) tell(ending);
    void clear();
  }

  function tell(ending: Ending): void {
    const durationMs = Math.max(0, elapsedMs());
    if ('json' in ending) {
      const { json } = ending;
      report({ kind: 'done', id, durationMs, ...(json === undefined ? {} : { json }) });
      return;
    }
    const { failure } = ending;
    const message = shortenMessage(ending.message);
    const place = findPlace(ending.stack ?? '', compiled?.inserted);
    report({ kind: 'failed', id, durationMs, failure, message, ...place });
  }

  /** Frees the isolate. A thread in a loop that cannot be broken into makes the process worn. */
  async function clear(): Promise<void> {
    if (cell !== undefined) cell.onPost = () => undefined;
    if (cell?.isolate.isDisposed === false) cell.isolate.dispose();
    const stuck = clock.after(bounds.stuckMs, () => deps.onWorn('a thread does not come back'));
    await Promise.allSettled(inside);
    stuck.cancel();
    deps.onCleared();
  }

  /** Keeps track of what happens in the isolate; gives up when that is the end of it. */
  async function within<T>(work: Promise<T>): Promise<T> {
    inside.add(work);
    try {
      return await work;
    } finally {
      inside.delete(work);
    }
  }

  /** What a call into the isolate ended with, when it did not return. Words alone prove nothing. */
  function onFailedEntry(error: unknown): void {
    const { message = '', stack = '' } = error as { message?: string; stack?: string };
    if (isOver) return;
    if (cell?.isolate.isDisposed) end({ failure: 'memory', message });
    else if (isTimeout(message)) end({ failure: 'timeout', message, stack });
    // Else a promise was rejected that nobody waits for; the run itself goes on.
  }

  const isTimeout = (message: string): boolean =>
    message.startsWith('Script execution timed out') && elapsedMs() >= order.timeoutMs * 0.9;

  function enter(...args: (string | number | boolean | undefined)[]): void {
    if (isOver || cell === undefined) return;
    void within(cell.enter.apply(undefined, args, { timeout: leftMs() })).catch(onFailedEntry);
  }

  function setTimer(timerId: number, delayMs: number): void {
    if (timers.size >= bounds.timers * 2) return;
    timers.get(timerId)?.cancel();
    const fire = (): void => {
      timers.delete(timerId);
      enter('fire', timerId);
    };
    timers.set(timerId, clock.after(delayMs, fire));
  }

  function onPost(kind: unknown, text: unknown, number: unknown, name: unknown): void {
    if (isOver || typeof text !== 'string') return;
    const at = typeof number === 'number' ? number : 0;
    switch (kind) {
      case 'log':
        logged += 1;
        if (logged <= bounds.logLines + 1)
          report({ kind: 'log', id, text: text.slice(0, bounds.logLineChars + 1) });
        return;
      case 'call':
        called += 1;
        if (called <= bounds.calls && order.names.includes(String(name)))
          report({ kind: 'call', id, call: at, name: String(name), json: text });
        return;
      case 'timer':
        return setTimer(at, Math.max(0, Number(name) || 0));
      case 'untimer':
        timers.get(at)?.cancel();
        timers.delete(at);
        return;
      case 'done':
        return end({ json: at === 1 ? text : undefined });
      case 'unfit':
        return end({ failure: 'result', message: text });
      case 'threw': {
        const { message, stack } = JSON.parse(text) as { message: string; stack: string };
        return end({ failure: 'code', message, stack });
      }
    }
  }

  async function compile(world: Cell): Promise<Compiled | undefined> {
    const { language, call } = order;
    const plain =
      language === 'typescript' ? stripTypes(order.code, call === undefined) : { code: order.code };
    if ('failure' in plain) {
      end({ failure: 'syntax', message: plain.failure.message });
      if (plain.failure.isToolBroken) deps.onWorn('TypeScript can no longer be read');
      return undefined;
    }
    return call === undefined
      ? await compileBody(world, plain.code)
      : await compileModule(world, plain.code, call, leftMs());
  }

  async function begin(): Promise<void> {
    const world = await deps.pool.take(order.memoryMb);
    cell = world;
    if (isOver) return;
    world.onPost = onPost;
    await within(
      world.enter.apply(undefined, ['prepare', order.input, JSON.stringify(order.names)]),
    );
    // Only now is there a thread: what waited for one is not the run's own time.
    startedAt = clock.monotonic();
    report({ kind: 'started', id });
    deadline = clock.after(order.timeoutMs, () =>
      end({ failure: 'timeout', message: 'Script execution timed out.' }),
    );
    compiled = await within(compile(world));
    if (compiled === undefined || isOver) return;
    const hasInput = order.call !== undefined;
    void within(
      world.enter.apply(undefined, ['start', compiled.fn.derefInto(), hasInput], {
        timeout: leftMs(),
      }),
    ).catch(onFailedEntry);
  }

  function onFailedBegin(error: unknown): void {
    const { name, message = '', stack = '' } = error as Error;
    if (error instanceof FunctionMissing) end({ failure: 'function-missing', message });
    else if (cell?.isolate.isDisposed) onFailedEntry(error);
    else if (isTimeout(message)) end({ failure: 'timeout', message, stack });
    else if (name === 'SyntaxError')
      end({ failure: 'syntax', message, stack: `${message}\n${stack}` });
    else
      end({ failure: 'code', message: name === 'Error' ? message : `${name}: ${message}`, stack });
  }

  begin().catch(onFailedBegin);
  return {
    reply: (call, isOk, json) => enter('reply', call, isOk, json),
    stop: () => end(undefined),
  };
}
