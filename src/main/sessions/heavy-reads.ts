import { Worker } from 'node:worker_threads';
import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { ParsedParamsOf, ResultOf } from '../../shared/protocol/contract.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import { findProgram } from '../platform/program-file.ts';
import type { ReportQuery } from '../usage/usage-report.ts';

/**
 * Reads that may take long (search, export). They run beside the main thread with a connection
 * that can only read, so that a large archive never makes a chat wait.
 */
export interface HeavyReads {
  search(query: ParsedParamsOf<'sessions.search'>): Promise<ResultOf<'sessions.search'>>;
  export(wanted: WantedExport): Promise<ResultOf<'sessions.export'>>;
  report(query: ReportQuery): Promise<ResultOf<'usage.report'>>;
  /** The branches of a conversation: where they part may lie a million messages back. */
  branches(sessionId: string): Promise<ResultOf<'chat.branches'>['branches']>;
  /** Reads the whole database through; what does not hang together is told, in SQLite’s words. */
  check(): Promise<{ readonly faults: readonly string[] }>;
  close(): Promise<void>;
}

/** One conversation as a text. */
export type WantedExport = Pick<
  ParsedParamsOf<'sessions.export'>,
  'format' | 'headId' | 'withTraces'
> & { readonly sessionId: string };

/** What goes to the worker and comes back; `id` belongs to one request. */
export type HeavyRequest =
  | {
      readonly id: number;
      readonly kind: 'search';
      readonly query: ParsedParamsOf<'sessions.search'>;
    }
  | {
      readonly id: number;
      readonly kind: 'export';
      readonly wanted: WantedExport;
    }
  | { readonly id: number; readonly kind: 'report'; readonly query: ReportQuery }
  | { readonly id: number; readonly kind: 'branches'; readonly sessionId: string }
  | { readonly id: number; readonly kind: 'check' };
export type HeavyAnswer = { readonly id: number } & (
  { readonly result: unknown } | { readonly failure: string }
);

type WithoutId<T> = T extends HeavyRequest ? Omit<T, 'id'> : never;

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** Starts the program that reads; another one in tests. */
export type StartReader = (databasePath: string) => Worker;

const startReader: StartReader = (databasePath) =>
  new Worker(findProgram('heavy-reads-worker'), { workerData: { databasePath } });

/**
 * Reading the whole database through may take minutes, so that has a worker of its own: nobody's
 * search waits for it.
 */
export function createHeavyReads(
  databasePath: string,
  clock: Clock,
  start: StartReader = startReader,
): HeavyReads {
  const reader = createReader(() => start(databasePath), clock);
  const checker = createReader(() => start(databasePath), clock);
  return {
    // The worker is this program: its answers have the shape of their request.
    search: (query) =>
      reader.ask({ kind: 'search', query }) as Promise<ResultOf<'sessions.search'>>,
    export: (wanted) =>
      reader.ask({ kind: 'export', wanted }) as Promise<ResultOf<'sessions.export'>>,
    report: (query) => reader.ask({ kind: 'report', query }) as Promise<ResultOf<'usage.report'>>,
    branches: (sessionId) =>
      reader.ask({ kind: 'branches', sessionId }) as Promise<ResultOf<'chat.branches'>['branches']>,
    check: () => checker.ask({ kind: 'check' }) as Promise<{ faults: readonly string[] }>,
    async close() {
      await Promise.all([reader.close(), checker.close()]);
    },
  };
}

interface Reader {
  ask(request: WithoutId<HeavyRequest>): Promise<unknown>;
  close(): Promise<void>;
}

/** The worker starts with the first question and ends when nobody has asked for a while. */
function createReader(start: () => Worker, clock: Clock): Reader {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let idle: Timer | undefined;
  let lastId = 0;

  function getWorker(): Worker {
    if (worker) return worker;
    const started = start();
    started.unref();
    started.on('message', (answer: HeavyAnswer) => settle(answer));
    started.on('error', (error) => failAll(started, error));
    started.on('exit', () => failAll(started, new Error('the reader ended')));
    return (worker = started);
  }

  function settle(answer: HeavyAnswer): void {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('failure' in answer) one?.reject(new AppError('INTERNAL', { reason: answer.failure }));
    else one?.resolve(answer.result);
    idle?.cancel();
    if (waiting.size === 0)
      idle = clock.after(limits.search.workerIdleMs, () => void close(), { unref: true });
  }

  function failAll(ended: Worker, error: unknown): void {
    if (worker !== ended) return;
    worker = undefined;
    const reason = error instanceof Error ? error.message : String(error);
    for (const one of waiting.values()) one.reject(new AppError('INTERNAL', { reason }));
    waiting.clear();
  }

  function ask(request: WithoutId<HeavyRequest>): Promise<unknown> {
    // The worker is needed: it must not be ended while it works on this.
    idle?.cancel();
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      getWorker().postMessage({ ...request, id });
    });
  }

  async function close(): Promise<void> {
    idle?.cancel();
    const ending = worker;
    if (ending) failAll(ending, new Error('the reader was closed'));
    await ending?.terminate();
  }

  return { ask, close };
}
