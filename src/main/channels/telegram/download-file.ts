import { limits } from '../../../shared/config/limits.ts';
import { createBackoff } from '../../platform/backoff.ts';
import { delay, type Clock } from '../../platform/clock.ts';
import { readFailure } from './call-outcome.ts';
import type { TelegramApi } from './telegram-api.ts';

/** Telegram has the file, but not for us. */
export class FileUnfit extends Error {}

/**
 * Gets the bytes of a file that somebody sent. What may pass is tried again for as long as
 * `limits.telegram.fileMs` allows; a clear no is not. Rejects when it cannot be got, or with the
 * signal's reason.
 */
export async function downloadFile(
  fileId: string,
  api: TelegramApi,
  clock: Clock,
  signal: AbortSignal,
): Promise<Buffer> {
  const backoff = createBackoff({
    baseMs: limits.telegram.retryBaseMs,
    capMs: limits.telegram.fileRetryCapMs,
  });
  const endsAt = clock.monotonic() + limits.telegram.fileMs;
  for (;;) {
    try {
      return await downloadOnce(fileId, api, endsAt - clock.monotonic(), signal);
    } catch (error) {
      signal.throwIfAborted();
      const pauseMs = pauseAfter(error, () => backoff.next());
      if (pauseMs === undefined || clock.monotonic() + pauseMs >= endsAt) throw error;
      await delay(clock, pauseMs, signal);
    }
  }
}

async function downloadOnce(
  fileId: string,
  api: TelegramApi,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const file = await api.call((calls, own) => calls.getFile(fileId, own), { timeoutMs, signal });
  if (file.file_path === undefined) throw new FileUnfit('Telegram does not say where it is');
  const maxBytes = limits.message.attachmentBytes;
  if ((file.file_size ?? 0) > maxBytes) throw new FileUnfit('it is too large');
  return api.download(file.file_path, maxBytes, { timeoutMs, signal });
}

/** How long to wait before another try, in milliseconds; undefined when that will not help. */
function pauseAfter(error: unknown, nextMs: () => number): number | undefined {
  if (error instanceof FileUnfit) return undefined;
  const { kind, retryAfterMs } = readFailure(error);
  switch (kind) {
    case 'limited':
      return retryAfterMs ?? nextMs();
    case 'unreachable':
      return nextMs();
    case 'refused':
    case 'invalid':
      return undefined;
  }
}
