import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { limits } from '../../../shared/config/limits.ts';
import {
  AppError,
  errorRegistry,
  toAppError,
  type ErrorCode,
} from '../../../shared/errors/index.ts';
import { lazy } from '../../../shared/lazy.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import { findProgram } from '../../platform/program-file.ts';
import { within } from '../../platform/within.ts';
import { pickBrowserEnv } from './browser-env.ts';
import type { BrowserHost, BrowserRequest, BrowserView } from './browser-host.ts';

/** What goes to the thread. `id` belongs to one action. */
export type ThreadRequest =
  | { readonly kind: 'act'; readonly id: number; readonly request: BrowserRequest }
  | { readonly kind: 'abort'; readonly id: number }
  | { readonly kind: 'close-agent'; readonly id: number; readonly agentId: string }
  | { readonly kind: 'close'; readonly id: number };

const threadMessage = lazy(() =>
  z.discriminatedUnion('kind', [
    // The thread is this program: what it has to show has the shape of a view.
    z.object({ kind: z.literal('done'), id: z.int(), view: z.custom<BrowserView>().optional() }),
    z.object({
      kind: z.literal('failed'),
      id: z.int(),
      code: z.string(),
      values: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
    z.object({
      kind: z.literal('log'),
      level: z.enum(['debug', 'info', 'warn', 'error']),
      event: z.string(),
      fields: z.record(z.string(), z.unknown()),
    }),
  ]),
);
export type ThreadMessage = z.output<ReturnType<typeof threadMessage>>;

type Answer = Exclude<ThreadMessage, { kind: 'log' }>;
type WithoutId<T> = T extends ThreadRequest ? Omit<T, 'id'> : never;

export interface BrowserThreadDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly program?: string;
}

/**
 * The browsers' host in a thread of its own: what steers them is large, and a page that floods it must
 * not hold up the gateway. The thread starts with the first action; `close` ends it, and with it each browser.
 */
export function createBrowserThread(deps: BrowserThreadDeps): BrowserHost {
  const { clock, log, program = findProgram('browser-worker') } = deps;
  const waiting = new Map<number, (answer: Answer) => void>();
  let worker: Worker | undefined;
  let lastId = 0;

  function getWorker(): Worker {
    if (worker) return worker;
    const started = new Worker(program, {
      resourceLimits: { maxOldGenerationSizeMb: limits.browser.hostMemoryMb },
      env: pickBrowserEnv(process.env),
      stdout: true,
      stderr: true,
    });
    // Nobody reads what libraries print there.
    started.stdout.resume();
    started.stderr.resume();
    started.on('message', hear);
    started.on('error', (error) => {
      log.error('browser.thread-failed', { error: toAppError(error).message });
    });
    started.once('exit', () => drop(started));
    started.unref();
    return (worker = started);
  }

  function hear(message: unknown): void {
    const { data } = threadMessage().safeParse(message);
    if (data?.kind === 'log') log[data.level](data.event, data.fields);
    else if (data) settle(data);
  }

  function settle(answer: Answer): void {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  }

  function drop(ended: Worker): void {
    if (worker === ended) worker = undefined;
    for (const id of waiting.keys())
      settle({ kind: 'failed', id, code: 'BROWSER_ENDED', values: {} });
  }

  function send(request: WithoutId<ThreadRequest>, id: number): Promise<Answer> {
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      getWorker().postMessage({ ...request, id });
    });
  }

  return {
    async act(request, signal) {
      signal.throwIfAborted();
      const id = ++lastId;
      const abort = (): void => worker?.postMessage({ kind: 'abort', id } satisfies ThreadRequest);
      signal.addEventListener('abort', abort, { once: true });
      try {
        const answer = await send({ kind: 'act', request }, id);
        signal.throwIfAborted();
        if (answer.kind === 'failed') throw new AppError(readCode(answer.code), answer.values);
        return answer.view ?? { notes: [] };
      } finally {
        signal.removeEventListener('abort', abort);
      }
    },
    async closeAgent(agentId) {
      if (worker) await send({ kind: 'close-agent', agentId }, ++lastId);
    },
    async close() {
      const ending = worker;
      if (!ending) return;
      const asked = (): Promise<Answer> => send({ kind: 'close' }, ++lastId);
      await within(clock, limits.browser.closeMs, asked).catch(() => undefined);
      await ending.terminate();
    },
  };
}

function readCode(code: string): ErrorCode {
  return Object.hasOwn(errorRegistry, code) ? (code as ErrorCode) : 'INTERNAL';
}
