import type { Frame, Page, Request } from 'playwright-core';
import { limits } from '../../../../shared/config/limits.ts';
import { delay, type Clock } from '../../../platform/clock.ts';

/**
 * Does something on a page and waits until what it set off has arrived: a new page has loaded, or nothing
 * began. Never waits longer than `limits.browser.settleMs` after the action, since some pages never rest.
 */
export async function settlePage(
  page: Page,
  clock: Clock,
  action: () => Promise<unknown>,
): Promise<void> {
  const journeys = followJourneys(page);
  const over = new AbortController();
  try {
    await action();
    const late = delay(clock, limits.browser.settleMs, over.signal).catch(() => undefined);
    await Promise.race([late, rest(page, journeys).catch(() => undefined)]);
  } finally {
    over.abort(new Error('done'));
    journeys.stop();
  }
}

async function rest(page: Page, journeys: Journeys): Promise<void> {
  // Two turns of the page's own event loop: what a click sets off has begun by then.
  const turn = 'new Promise((done) => setTimeout(() => setTimeout(done, 0), 0))';
  await Promise.race([journeys.arrival(), page.evaluate(turn).catch(() => undefined)]);
  while (journeys.areOpen()) await journeys.arrival();
  await page.waitForLoadState('load');
}

/** Ways from one page to another: begun with a request, over with a page, a file or a failure. */
interface Journeys {
  areOpen(): boolean;
  arrival(): Promise<unknown>;
  stop(): void;
}

function followJourneys(page: Page): Journeys {
  let open = 0;
  let next = Promise.withResolvers<undefined>();
  const arrive = (): void => {
    open = Math.max(0, open - 1);
    next.resolve(undefined);
    next = Promise.withResolvers<undefined>();
  };
  const onRequest = (request: Request): void => {
    if (isJourney(request, page) && request.redirectedFrom() === null) open++;
  };
  const onFailed = (request: Request): void => {
    if (isJourney(request, page)) arrive();
  };
  const onFrame = (frame: Frame): void => {
    if (frame === page.mainFrame()) arrive();
  };
  const context = page.context();
  context.on('request', onRequest).on('requestfailed', onFailed).on('page', arrive);
  page.on('framenavigated', onFrame).on('download', arrive);
  return {
    areOpen: () => open > 0,
    arrival: () => next.promise,
    stop() {
      context.off('request', onRequest).off('requestfailed', onFailed).off('page', arrive);
      page.off('framenavigated', onFrame).off('download', arrive);
      next.resolve(undefined);
    },
  };
}

/** The page goes somewhere, or opens another one, which has no frame as long as nothing came. */
function isJourney(request: Request, page: Page): boolean {
  if (!request.isNavigationRequest()) return false;
  try {
    return request.frame() === page.mainFrame();
  } catch {
    return true;
  }
}
