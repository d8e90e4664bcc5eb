import { Bot } from 'grammy';
import { limits } from '../../../shared/config/limits.ts';
import type { Clock } from '../../platform/clock.ts';
import { killPoint } from '../../platform/kill-points.ts';
import { createTrackedFetch } from './tracked-fetch.ts';

/** The kind of abort signal grammy is typed for; at run time any will do. */
type GrammySignal = Parameters<Bot['api']['getMe']>[0];

export interface TelegramApi {
  /** grammy, with its handlers and its typed calls; its own update loop is never started. */
  readonly bot: Bot;
  /**
   * Makes a call that is given up after `timeoutMs`, or when `signal` is aborted. Throws what
   * grammy throws; see `readFailure`.
   */
  call<T>(
    make: (api: Bot['api'], signal: GrammySignal) => Promise<T>,
    options?: { readonly timeoutMs?: number; readonly signal?: AbortSignal },
  ): Promise<T>;
  close(): void;
}

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

  return {
    bot,
    close: () => tracked.close(),
    async call(make, { timeoutMs = limits.telegram.requestMs, signal } = {}) {
      const over = new AbortController();
      const giveUp = (): void => over.abort();
      const timer = clock.after(timeoutMs, giveUp, { unref: true });
      signal?.addEventListener('abort', giveUp, { once: true });
      if (signal?.aborted) giveUp();
      try {
        return await make(bot.api, over.signal as unknown as GrammySignal);
      } finally {
        timer.cancel();
        signal?.removeEventListener('abort', giveUp);
      }
    },
  };
}
