import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { BrowserContext } from 'playwright-core';
import { limits } from '../../../../shared/config/limits.ts';
import { AppError } from '../../../../shared/errors/index.ts';
import { delay, type Clock } from '../../../platform/clock.ts';
import type { Logger } from '../../../platform/log.ts';
import { pickBrowserEnv } from '../browser-env.ts';
import type { BrowserPlace } from '../browser-host.ts';
import type { FilterProxy } from './filter-proxy.ts';

export interface LaunchDeps {
  readonly place: BrowserPlace;
  readonly proxy: FilterProxy;
  /** Where files wait that are being downloaded. */
  readonly downloadsDir: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** A profile whose last browser was killed a moment ago is still locked by what is left of it. */
const attempts = 4;
const pauseMs = 500;

/**
 * Starts Chromium on the profile of one agent. It is steered through a pipe and ends when the pipe does,
 * so that none outlives this program, however that ends.
 *
 * @throws AppError BROWSER_START_FAILED, or the signal's reason
 */
export async function launchBrowser(deps: LaunchDeps): Promise<BrowserContext> {
  const { place, clock, signal } = deps;
  await mkdir(place.profileDir, { recursive: true, mode: 0o700 });
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    try {
      return await launchOnce(deps);
    } catch (error) {
      if (attempt < attempts && isLocked(error)) await delay(clock, pauseMs * attempt, signal);
      else
        throw new AppError('BROWSER_START_FAILED', { reason: firstLine(error) }, { cause: error });
    }
  }
}

async function launchOnce({
  place,
  proxy,
  downloadsDir,
  log,
}: LaunchDeps): Promise<BrowserContext> {
  const { chromium } = await import('playwright-core');
  const isSandboxed = canSandbox();
  if (!isSandboxed) log.warn('browser.without-sandbox', { reason: 'running as root' });
  // A name nobody can guess and no other program resolves.
  const proxyName = `p${randomBytes(12).toString('hex')}.invalid`;
  const context = await chromium.launchPersistentContext(place.profileDir, {
    executablePath: place.executable,
    headless: !place.isVisible,
    chromiumSandbox: isSandboxed,
    timeout: limits.browser.startMs,
    proxy: {
      server: `http://${proxyName}:${proxy.port}`,
      username: proxy.username,
      password: proxy.password,
    },
    args: chromiumArgs(proxyName),
    env: pickBrowserEnv(process.env),
    downloadsPath: downloadsDir,
    acceptDownloads: true,
    serviceWorkers: 'block',
    viewport: { width: 1_280, height: 800 },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  context.setDefaultTimeout(limits.browser.actionMs);
  context.setDefaultNavigationTimeout(limits.browser.openMs);
  // Naming nothing denies everything: location, camera, notifications, clipboard.
  await context.grantPermissions([]);
  return context;
}

/**
 * What keeps Chromium from reaching anything beside the proxy: it resolves no name itself and speaks no
 * UDP. Playwright adds the proxy, without an exception for loopback.
 */
function chromiumArgs(proxyName: string): string[] {
  return [
    `--host-resolver-rules=MAP ${proxyName} 127.0.0.1, MAP * ~NOTFOUND`,
    '--disable-quic',
    '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--dns-prefetch-disable',
    '--no-pings',
    '--disable-sync',
    // Where Chromium asks who is signed in to Google, at each start.
    '--gaia-url=https://gaia.invalid',
  ];
}

/** Chromium refuses its own sandbox to root; everybody else has it. */
function canSandbox(): boolean {
  return process.getuid?.() !== 0;
}

function isLocked(error: unknown): boolean {
  return /ProcessSingleton|profile.*in use|already in use|SingletonLock/i.test(String(error));
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').slice(0, 300);
}
