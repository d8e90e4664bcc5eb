import { limits } from '../../../shared/config/limits.ts';
import type { Clock, Timer } from '../../platform/clock.ts';
import type { Report, RunOrder } from '../frames.ts';
import { compileBody, compileModule, FunctionMissing, type Compiled } from './compile-job.ts';
import { findPlace, shortenMessage } from './describe-failure.ts';
import { createPostReader, type Ending } from './guest-posts.ts';
import { createGuestTimers } from './guest-timers.ts';
import type { Cell, GuestPost, IsolatePool } from './isolate-pool.ts';
import { stripTypes, type StripFailure } from './strip-types.ts';

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

/** Runs one job in an isolate of its own and reports what became of it, exactly once. */
export function startRun(order: RunOrder, deps: RunDeps): Run {
  const { clock, report } = deps;
  const { id } = order;
  const readPost = createPostReader(order);
  const timers = createGuestTimers(clock, (timer) => enter('fire', timer));
  /** Calls into the isolate that have not come back. */
  const inside = new Set<Promise<unknown>>();
  let cell: Cell | undefined;
  let compiled: Compiled | undefined;
  let startedAt = clock.monotonic();
  let deadline: Timer | undefined;
  let isOver = false;

  const hasEnded = (): boolean => isOver;
  const elapsedMs = (): number => Math.max(0, clock.monotonic() - startedAt);
  const leftMs = (): number => Math.max(1, Math.ceil(order.timeoutMs - elapsedMs()));

  function end(ending: Ending | undefined): void {
    if (isOver) return;
    isOver = true;
    deadline?.cancel();
    timers.cancelAll();
    if (ending !== undefined) report(describeEnding(id, ending, elapsedMs(), compiled?.inserted));
    void clear(cell, inside, deps);
  }

  const onPost: GuestPost = (...said) => {
    const post = isOver ? undefined : readPost(...said);
    if (post?.kind === 'end') end(post.ending);
    else if (post?.kind === 'timer') timers.set(post.timer, post.delayMs);
    else if (post?.kind === 'untimer') timers.cancel(post.timer);
    else if (post !== undefined) report({ ...post, id });
  };

  const within = <T>(work: Promise<T>): Promise<T> => track(work, inside);

  function enter(...args: (string | number | boolean)[]): void {
    if (isOver || cell === undefined) return;
    void within(cell.call(args, leftMs())).catch(onFailed);
  }

  /** Code that runs at this moment is interrupted by itself, and only that knows where it was. */
  function onDeadline(): void {
    const ending: Ending = { failure: 'timeout', message: '' };
    if (inside.size === 0) end(ending);
    else deadline = clock.after(limits.sandbox.interruptMs, () => end(ending));
  }

  /**
   * A call into the isolate did not return. Its words alone prove nothing, since the code can throw
   * any words. What is neither memory nor time is a rejected promise that nobody waits for.
   */
  function onFailed(error: unknown): void {
    const { message, stack } = readError(error);
    if (cell?.isolate.isDisposed) end({ failure: 'memory', message });
    else if (message.startsWith('Script execution timed out') && leftMs() < order.timeoutMs / 10)
      end({ failure: 'timeout', message, stack });
  }

  function onFailedStart(error: unknown): void {
    onFailed(error);
    end(describeStartFailure(error));
  }

  async function compile(world: Cell): Promise<Compiled | undefined> {
    const made = await compileOrder(world, order, leftMs());
    if (!('failure' in made)) return made;
    end({ failure: 'syntax', message: made.failure.message });
    if (made.failure.isToolBroken) deps.onWorn('TypeScript can no longer be read');
    return undefined;
  }

  async function start(): Promise<void> {
    const world = await deps.pool.take(order.memoryMb);
    cell = world;
    // It may have been stopped meanwhile.
    if (hasEnded()) return void clear(cell, inside, deps);
    world.onPost = onPost;
    const prepared = within(world.call(['prepare', order.input, JSON.stringify(order.names)]));
    // Nothing of a body runs while it is compiled, so its thread gets both at once.
    const early = order.call === undefined ? within(compile(world)) : undefined;
    await Promise.all([prepared, early?.catch(() => undefined)]);
    if (hasEnded()) return;
    // Only now is there a thread: what waited for one is not the run's own time.
    startedAt = clock.monotonic();
    report({ kind: 'started', id });
    deadline = clock.after(order.timeoutMs, onDeadline);
    compiled = await (early ?? within(compile(world)));
    if (compiled === undefined) return;
    const args = ['start', compiled.fn.derefInto(), order.call !== undefined];
    void within(world.call(args, leftMs())).catch(onFailed);
  }

  start().catch(onFailedStart);
  return {
    reply: (call, isOk, json) => enter('reply', call, isOk, json),
    stop: () => end(undefined),
  };
}

async function compileOrder(
  cell: Cell,
  { code, language, call }: RunOrder,
  timeoutMs: number,
): Promise<Compiled | { readonly failure: StripFailure }> {
  const plain = language === 'typescript' ? stripTypes(code, call === undefined) : { code };
  if ('failure' in plain) return plain;
  if (call === undefined) return await compileBody(cell, plain.code);
  return await compileModule(cell, plain.code, call, timeoutMs);
}

async function track<T>(work: Promise<T>, inside: Set<Promise<unknown>>): Promise<T> {
  inside.add(work);
  try {
    return await work;
  } finally {
    inside.delete(work);
  }
}

/** Frees the isolate. A thread in a loop that cannot be broken into makes the process worn. */
async function clear(
  cell: Cell | undefined,
  inside: ReadonlySet<Promise<unknown>>,
  { clock, onWorn, onCleared }: RunDeps,
): Promise<void> {
  // Who was stopped before there was a cell is cleared when it comes.
  if (cell === undefined) return;
  cell.onPost = () => undefined;
  if (!cell.isolate.isDisposed) cell.isolate.dispose();
  const stuck = clock.after(limits.sandbox.stuckMs, () => onWorn('a thread does not come back'));
  await Promise.allSettled(inside);
  stuck.cancel();
  onCleared();
}

function describeEnding(
  id: number,
  ending: Ending,
  durationMs: number,
  inserted: Compiled['inserted'],
): Report {
  if ('json' in ending) {
    const { json } = ending;
    return { kind: 'done', id, durationMs, ...(json === undefined ? {} : { json }) };
  }
  const message = shortenMessage(ending.message);
  const place = findPlace(ending.stack ?? '', inserted);
  return { kind: 'failed', id, durationMs, failure: ending.failure, message, ...place };
}

/** Why the code could not be begun: it does not compile, or its module threw. */
function describeStartFailure(error: unknown): Ending {
  const { name, message, stack } = readError(error);
  if (error instanceof FunctionMissing) return { failure: 'function-missing', message };
  if (name === 'SyntaxError') return { failure: 'syntax', message, stack: `${message}\n${stack}` };
  return { failure: 'code', message: `${name}: ${message}`, stack };
}

function readError(error: unknown): { name: string; message: string; stack: string } {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), stack: '' };
  return { name: error.name, message: error.message, stack: error.stack ?? '' };
}
