import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Download, Page } from 'playwright-core';
import { limits } from '../../../../shared/config/limits.ts';
import { AppError } from '../../../../shared/errors/index.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { BrowserDownload } from '../browser-host.ts';

/** How often the size of a growing file is looked at. */
const lookEveryMs = 250;

/**
 * Waits for the download that `start` sets off and for its end. One that is too large or takes too long
 * is given up and its file removed.
 *
 * @throws AppError BROWSER_DOWNLOAD_FAILED, or the signal's reason
 */
export async function takeDownload(
  page: Page,
  start: () => Promise<unknown>,
  { clock, folder, signal }: { clock: Clock; folder: string; signal: AbortSignal },
): Promise<BrowserDownload> {
  const waiting = page.waitForEvent('download', { timeout: limits.browser.actionMs });
  waiting.catch(() => undefined);
  await start();
  const download = await waiting.catch((): never => {
    throw failed('the page offered no file');
  });
  const reason = await watch(download, clock, folder, signal);
  signal.throwIfAborted();
  if (reason !== undefined) throw failed(reason);
  const file = await download.path();
  const { size } = await stat(file);
  if (size > limits.browser.downloadBytes) {
    await rm(file, { force: true });
    throw failed(tooLarge);
  }
  const suggestedName = download.suggestedFilename();
  return { file, suggestedName, url: download.url(), bytes: size };
}

const tooLarge = `the file is larger than ${limits.browser.downloadBytes} bytes`;

/** Resolves with the reason why it failed, or with nothing. */
async function watch(
  download: Download,
  clock: Clock,
  folder: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const startedAt = clock.monotonic();
  let reason: string | undefined;
  let isOver = false;
  const giveUp = (why: string): void => {
    reason ??= why;
    void download.cancel().catch(() => undefined);
  };
  const abort = (): void => giveUp('the turn ended');
  signal.addEventListener('abort', abort, { once: true });
  const look = async (): Promise<void> => {
    if (isOver) return;
    if (clock.monotonic() - startedAt > limits.browser.downloadMs) giveUp('it took too long');
    if ((await largestFile(folder)) > limits.browser.downloadBytes) giveUp(tooLarge);
    clock.after(lookEveryMs, () => void look(), { unref: true });
  };
  clock.after(lookEveryMs, () => void look(), { unref: true });
  try {
    const failure = await download.failure();
    return reason ?? failure ?? undefined;
  } finally {
    isOver = true;
    signal.removeEventListener('abort', abort);
  }
}

async function largestFile(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(path.join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return Math.max(0, ...sizes);
}

function failed(reason: string): AppError {
  return new AppError('BROWSER_DOWNLOAD_FAILED', { reason });
}
