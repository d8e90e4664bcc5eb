import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { ChannelState } from '../../../shared/model/channel-state.ts';
import type { Backoff } from '../../platform/backoff.ts';
import { readFailure } from './call-outcome.ts';

/** What went wrong with receiving, and how long to leave it alone. */
export interface Trouble {
  readonly state: ChannelState;
  readonly error: AppError;
  readonly pauseMs: number;
}

/** Reads what `getMe`, `getUpdates` or the host's `receive` threw. */
export function readTrouble(error: unknown, backoff: Backoff): Trouble {
  if (error instanceof AppError) return { state: 'retrying', error, pauseMs: backoff.next() };
  const { status, reason, retryAfterMs } = readFailure(error);
  switch (status) {
    // Telegram says "not found" to a token that does not even have the right form.
    case 401:
    case 404:
      return {
        state: 'refused',
        error: new AppError('TELEGRAM_TOKEN_REFUSED', {}, { cause: error }),
        pauseMs: limits.telegram.refusedMs,
      };
    case 409: {
      const code = /webhook/i.test(reason) ? 'TELEGRAM_WEBHOOK' : 'TELEGRAM_CONFLICT';
      const pauseMs = limits.telegram.conflictMs;
      return { state: 'conflict', error: new AppError(code), pauseMs };
    }
    case 429: {
      const pauseMs = retryAfterMs ?? backoff.next();
      const seconds = Math.ceil(pauseMs / 1_000);
      return { state: 'retrying', error: new AppError('TELEGRAM_LIMITED', { seconds }), pauseMs };
    }
    default:
      return {
        state: 'retrying',
        error: new AppError('TELEGRAM_UNREACHABLE', { reason }, { cause: error }),
        pauseMs: backoff.next(),
      };
  }
}
