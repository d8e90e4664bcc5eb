import { Bot, GrammyError } from 'grammy';
import { z } from 'zod';
import { limits } from '../../../shared/config/limits.ts';
import { lazy } from '../../../shared/lazy.ts';
import type { Clock } from '../../platform/clock.ts';
import { killPoint } from '../../platform/kill-points.ts';
import { createTrackedFetch, type FetchAnswer } from './tracked-fetch.ts';

/** The kind of abort signal grammy is typed for; at run time any will do. */
type GrammySignal = Parameters<Bot['api']['getMe']>[0];

/** How long something may take; it is given up earlier when `signal` is aborted. */
export interface CallBounds {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface TelegramApi {
  /** grammy, with its handlers and its typed calls; its own update loop is never started. */
  readonly bot: Bot;
  /** Makes a call. Throws what grammy throws; see `readFailure`. */
  call<T>(
    make: (api: Bot['api'], signal: GrammySignal) => Promise<T>,
    bounds?: CallBounds,
  ): Promise<T>;
  /** Gets the bytes of a file from where `getFile` says it is. Throws as `call` does. */
  download(path: string, maxBytes: number, bounds?: CallBounds): Promise<Buffer>;
  close(): void;
}

const errorAnswer = lazy(() =>
  z.object({
    description: z.string(),
    parameters: z.object({ retry_after: z.int().optional() }).optional(),
  }),
);

/** Makes a client of the Bot API for one account. */
export function createTelegramApi(token: string, apiRoot: string, clock: Clock): TelegramApi {
  const root = apiRoot.replace(/\/+$/, '');
  const tracked = createTrackedFetch(root, (url) => {
    if (/\/(sendMessage|editMessageText)$/.test(url)) killPoint('host.request.after-send');
  });
  const bot = new Bot(token, {
    client: {
      apiRoot: root,
      // Every call has its own bound; this one must never be the first.
      timeoutSeconds: 10 * 60,
      fetch: tracked.fetch as never,
    },
  });

  async function withinBounds<T>(
    { timeoutMs = limits.telegram.requestMs, signal }: CallBounds,
    work: (over: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const over = new AbortController();
    const giveUp = (): void => over.abort();
    const timer = clock.after(timeoutMs, giveUp, { unref: true });
    signal?.addEventListener('abort', giveUp, { once: true });
    if (signal?.aborted) giveUp();
    try {
      return await work(over.signal);
    } finally {
      timer.cancel();
      signal?.removeEventListener('abort', giveUp);
    }
  }

  return {
    bot,
    close: () => tracked.close(),
    call: (make, bounds = {}) =>
      withinBounds(bounds, (over) => make(bot.api, over as unknown as GrammySignal)),
    async download(path, maxBytes, bounds = {}) {
      const place = path.split('/').map(encodeURIComponent).join('/');
      const answer = await withinBounds(bounds, (signal) =>
        tracked.fetch(`${root}/file/bot${token}/${place}`, { method: 'GET', maxBytes, signal }),
      );
      if (answer.status !== 200) throw await readRefusal(answer);
      return answer.bytes;
    },
  };
}

/** A refusal in the form in which grammy tells those of calls. */
async function readRefusal(answer: FetchAnswer): Promise<GrammyError> {
  const said = errorAnswer().safeParse(await answer.json().catch(() => undefined)).data;
  const description = said?.description ?? `status ${answer.status}`;
  const retryAfter = said?.parameters?.retry_after;
  const parameters = retryAfter === undefined ? {} : { retry_after: retryAfter };
  const error = { ok: false, error_code: answer.status, description, parameters } as const;
  return new GrammyError('the file was refused', error, 'file', {});
}
