import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { lazy } from '../../../shared/lazy.ts';
import type { Clock, Timer } from '../../platform/clock.ts';
import { findProgram } from '../../platform/program-file.ts';
import { readablePage, type ReadablePage, type ReadRequest } from './readable-page.ts';

/** Makes pages readable, beside the main thread. */
export interface PageReader {
  /**
   * Never fails because of the page: one that takes too long or too much memory is stripped of its
   * markup instead.
   * @throws AppError WEB_READER_BUSY, or the signal's reason
   */
  read(page: ReadRequest, signal: AbortSignal): Promise<ReadablePage>;
  close(): Promise<void>;
}

const answer = lazy(() =>
  z.union([z.object({ page: readablePage() }), z.object({ failure: z.string() })]),
);

/** One page at a time in one thread, which ends when nothing was read for a while. */
export function createPageReader(
  clock: Clock,
  program = findProgram('page-reader-worker'),
): PageReader {
  let worker: Worker | undefined;
  let idle: Timer | undefined;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  function getWorker(): Worker {
    if (worker) return worker;
    const started = new Worker(program, {
      resourceLimits: { maxOldGenerationSizeMb: limits.web.readMemoryMb },
      env: {},
      stdout: true,
      stderr: true,
    });
    started.stdout.resume();
    started.stderr.resume();
    // Also while nobody asks: a thread that dies then is replaced with the next question.
    started.on('error', () => undefined);
    started.once('exit', () => {
      if (worker === started) worker = undefined;
    });
    started.unref();
    return (worker = started);
  }

  async function end(): Promise<void> {
    idle?.cancel();
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  }

  /** Undefined when the thread could not do it; it is ended then, since nobody knows what it still does. */
  async function ask(request: ReadRequest): Promise<ReadablePage | undefined> {
    idle?.cancel();
    const thread = getWorker();
    const heard = Promise.withResolvers<unknown>();
    const timer = clock.after(limits.web.readMs, () => heard.resolve(undefined));
    const giveUp = (): void => heard.resolve(undefined);
    thread.once('message', heard.resolve).once('error', giveUp).once('exit', giveUp);
    thread.postMessage(request);
    const parsed = answer().safeParse(await heard.promise);
    timer.cancel();
    thread.off('message', heard.resolve).off('error', giveUp).off('exit', giveUp);
    if (!parsed.success) await end();
    else idle = clock.after(limits.web.readerIdleMs, () => void end(), { unref: true });
    return parsed.success && 'page' in parsed.data ? parsed.data.page : undefined;
  }

  async function readNow(request: ReadRequest, signal: AbortSignal): Promise<ReadablePage> {
    signal.throwIfAborted();
    const page = await ask(request);
    if (page !== undefined && page.text !== '') return page;
    signal.throwIfAborted();
    return (await ask({ ...request, format: 'stripped' })) ?? { text: '' };
  }

  return {
    async read(request, signal) {
      if (waiting >= limits.web.readQueue) throw new AppError('WEB_READER_BUSY');
      waiting++;
      const mine = last.then(() => readNow(request, signal));
      last = mine.catch(() => undefined);
      try {
        return await mine;
      } finally {
        waiting--;
      }
    },
    close: end,
  };
}
