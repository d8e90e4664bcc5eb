import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { limits } from '../../../../shared/config/limits.ts';
import { toAppError, type AppError } from '../../../../shared/errors/index.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Logger } from '../../../platform/log.ts';
import { within } from '../../../platform/within.ts';
import { createNetGuard, type NetGuard, type Resolver } from '../../web/net-guard.ts';
import type { WebTarget } from '../../web/read-url.ts';
import type { BrowserPlace, BrowserRequest, BrowserView } from '../browser-host.ts';
import { startFilterProxy, type FilterProxy } from './filter-proxy.ts';
import { launchBrowser } from './launch-browser.ts';
import { performAction } from './perform-action.ts';
import type { Refusals, SessionParts } from './session-parts.ts';
import { createTabs } from './tabs.ts';

/** The browser of one agent, from its start to its end. */
export interface BrowserSession {
  readonly hasEnded: () => boolean;
  act(request: BrowserRequest, signal: AbortSignal): Promise<BrowserView>;
  readonly close: () => Promise<void>;
}

export interface SessionDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly resolve?: Resolver | undefined;
  /** Given only by the control of a test, which shows what the guard is good for. */
  readonly makeGuard?: ((allowPrivate: readonly string[]) => NetGuard) | undefined;
}

/** Starts proxy and browser. Rejects with BROWSER_START_FAILED or the signal's reason. */
export async function startBrowserSession(
  place: BrowserPlace,
  deps: SessionDeps,
  signal: AbortSignal,
): Promise<BrowserSession> {
  const refusals = createRefusals();
  let guard = makeGuard(place, deps);
  let allowed = place.allowPrivate;
  const downloadsDir = await mkdtemp(path.join(os.tmpdir(), 'openclaw-browser-'));
  const proxy = await startFilterProxy({
    guard: () => guard,
    onRefused: (target, error) => refusals.refuse(target, error),
  });
  let context: BrowserContext;
  try {
    context = await launchBrowser({ ...deps, place, proxy, downloadsDir, signal });
  } catch (error) {
    await Promise.all([proxy.close(), rm(downloadsDir, { recursive: true, force: true })]);
    throw error;
  }
  deps.log.info('browser.started', { executable: place.executable });
  let hasEnded = false;
  context.once('close', () => {
    hasEnded = true;
    deps.log.info('browser.ended', {});
    void proxy.close();
    void rm(downloadsDir, { recursive: true, force: true });
  });
  const close = (): Promise<void> => closeAll(context, proxy, deps.clock);
  const parts: SessionParts = {
    ...{ clock: deps.clock, downloadsDir, refusals, close },
    tabs: createTabs(context, (text) => refusals.note(text)),
    expectDownload: watchSurprises(context, refusals),
  };
  return {
    hasEnded: () => hasEnded,
    close,
    async act(request, actSignal) {
      if (allowed.join() !== request.place.allowPrivate.join()) {
        allowed = request.place.allowPrivate;
        guard = makeGuard(request.place, deps);
      }
      return await performAction(request.action, parts, actSignal);
    },
  };
}

function makeGuard({ allowPrivate }: BrowserPlace, deps: SessionDeps): NetGuard {
  return deps.makeGuard?.(allowPrivate) ?? createNetGuard({ allowPrivate, resolve: deps.resolve });
}

/** Dialogs are dismissed, and files nobody asked for are not taken. */
function watchSurprises(
  context: BrowserContext,
  refusals: Refusals,
): SessionParts['expectDownload'] {
  let isExpected = false;
  context.on('dialog', (dialog) => {
    const isLeaving = dialog.type() === 'beforeunload';
    if (!isLeaving) refusals.hear(dialog.message().slice(0, 500));
    void (isLeaving ? dialog.accept() : dialog.dismiss()).catch(() => undefined);
  });
  context.on('page', (page) => page.on('download', refuse));
  for (const page of context.pages()) page.on('download', refuse);
  function refuse(download: { cancel(): Promise<void> }): void {
    if (isExpected) return;
    refusals.note('The page offered a file, which was not taken. Use the action download for it.');
    void download.cancel().catch(() => undefined);
  }
  return (expected) => void (isExpected = expected);
}

function createRefusals(): Refusals & { refuse(target: WebTarget, error: AppError): void } {
  const errors = new Map<string, AppError>();
  const notes = new Set<string>();
  const dialogs = new Set<string>();
  return {
    refuse({ host }, error) {
      if (errors.size < limits.browser.refusals) errors.set(host, error);
    },
    note(text) {
      if (notes.size < limits.browser.refusals) notes.add(text);
    },
    hear(words) {
      if (dialogs.size < limits.browser.refusals) dialogs.add(words);
    },
    find: (host) => errors.get(host),
    take() {
      const refused = [...errors.values()].map(({ message }) => `Blocked: ${message}`);
      const taken = { notes: [...notes, ...refused], dialogs: [...dialogs] };
      for (const all of [errors, notes, dialogs]) all.clear();
      return taken;
    },
  };
}

async function closeAll(context: BrowserContext, proxy: FilterProxy, clock: Clock): Promise<void> {
  await within(clock, limits.browser.closeMs, () => context.close()).catch((error: unknown) =>
    toAppError(error),
  );
  await proxy.close();
}
