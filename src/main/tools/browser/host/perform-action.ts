import type { Locator, Page } from 'playwright-core';
import { limits } from '../../../../shared/config/limits.ts';
import { AppError } from '../../../../shared/errors/index.ts';
import { plainHost, readWebUrl } from '../../web/read-url.ts';
import type { BrowserView } from '../browser-host.ts';
import type { BrowserAction } from '../browser-parameters.ts';
import { readSnapshot } from './read-snapshot.ts';
import type { SessionParts } from './session-parts.ts';
import { settlePage } from './settle-page.ts';
import { takeDownload } from './take-download.ts';

/**
 * Does one thing in a browser and says what there is to see afterwards.
 *
 * @throws AppError of the areas BROWSER_ and WEB_, or the signal's reason
 */
export async function performAction(
  action: BrowserAction,
  parts: SessionParts,
  signal: AbortSignal,
): Promise<BrowserView> {
  const result = await perform(action, parts, signal).catch((error: unknown): never => {
    signal.throwIfAborted();
    // What was refused belongs to this failure and not to the next result.
    parts.refusals.take();
    if (error instanceof AppError) throw error;
    const reason = describeFailure(error);
    throw new AppError(
      'BROWSER_ACTION_FAILED',
      { action: action.action, reason },
      { cause: error },
    );
  });
  return { ...result, ...parts.refusals.take() };
}

/** A view before it is said what was refused meanwhile. */
type View = Omit<BrowserView, 'notes'>;

async function perform(
  action: BrowserAction,
  parts: SessionParts,
  signal: AbortSignal,
): Promise<View> {
  const { tabs } = parts;
  switch (action.action) {
    case 'open':
      return await open(need(action, 'url'), parts);
    case 'snapshot':
      return await look(tabs.active(), action.offset);
    case 'click':
    case 'type':
    case 'press':
    case 'select':
      return await interact(action, parts);
    case 'scroll':
      return await scroll(tabs.active(), action.direction ?? 'down');
    case 'back':
      return await goBack(parts);
    case 'screenshot':
      return await shoot(tabs.active());
    case 'download':
      return await download(action, parts, signal);
    case 'tabs':
      if (action.tab !== undefined) await tabs.activate(action.tab);
      return { ...(await head(tabs.active())), tabs: tabs.list() };
    case 'close':
      return await close(action.all === true, parts);
  }
}

async function goBack({ tabs, clock }: SessionParts): Promise<View> {
  const page = tabs.active();
  await settlePage(page, clock, () => page.goBack({ waitUntil: 'commit' }));
  return await look(page);
}

/** A browser without a page is no use to anybody. */
async function close(isAll: boolean, { tabs, close: closeBrowser }: SessionParts): Promise<View> {
  if (!isAll) await tabs.active().close();
  if (!isAll && tabs.list().length > 0) return { tabs: tabs.list() };
  await closeBrowser();
  return { tabs: [] };
}

async function open(url: string, { tabs, refusals }: SessionParts): Promise<View> {
  const wanted = readWebUrl(url);
  const page = await tabs.ensure();
  try {
    await goTo(page, wanted.href);
  } catch (error) {
    const refused = refusals.find(plainHost(wanted.hostname)) ?? findRefused(page, refusals);
    await leaveFailure(page, error);
    throw refused ?? error;
  }
  const refused = findRefused(page, refusals);
  if (!refused) return await look(page);
  await goTo(page, 'about:blank');
  throw refused;
}

/** The page that tells of a failure before may be late, and then gets into the way. */
async function goTo(page: Page, url: string): Promise<void> {
  const tries = 3;
  for (let attempt = 1; ; attempt++) {
    try {
      await page.goto(url, { waitUntil: 'load', timeout: limits.browser.openMs });
      return;
    } catch (error) {
      const isInterrupted = String(error).includes('another navigation to "chrome-error:');
      if (!isInterrupted || attempt === tries) throw error;
    }
  }
}

/** Nothing of a page that failed stays in front. */
async function leaveFailure(page: Page, error: unknown): Promise<void> {
  if (!String(error).includes('net::ERR_')) return;
  const wait = { waitUntil: 'commit', timeout: limits.browser.settleMs } as const;
  await page.waitForURL(/^chrome-error:/, wait).catch(() => undefined);
  await goTo(page, 'about:blank').catch(() => undefined);
}

/** The page that is shown is our own refusal of it. */
function findRefused(page: Page, refusals: SessionParts['refusals']): AppError | undefined {
  const host = URL.parse(page.url())?.hostname;
  return host === undefined ? undefined : refusals.find(plainHost(host));
}

async function interact(action: BrowserAction, { tabs, clock }: SessionParts): Promise<View> {
  const page = tabs.active();
  checkSite(page, need(action, 'site'));
  const element = async (): Promise<Locator> => await findElement(page, need(action, 'ref'));
  switch (action.action) {
    case 'type': {
      const field = await element();
      await settlePage(page, clock, async () => {
        await field.fill(need(action, 'text'));
        if (action.submit === true) await field.press('Enter');
      });
      break;
    }
    case 'press': {
      const key = need(action, 'key');
      const target = action.ref === undefined ? undefined : await element();
      await settlePage(page, clock, () => target?.press(key) ?? page.keyboard.press(key));
      break;
    }
    case 'select': {
      const list = await element();
      await settlePage(page, clock, () => list.selectOption(need(action, 'text')));
      break;
    }
    default: {
      const target = await element();
      await settlePage(page, clock, () => target.click());
    }
  }
  const front = tabs.active();
  const wait = { timeout: limits.browser.settleMs };
  if (front !== page) await front.waitForLoadState('load', wait).catch(() => undefined);
  return await look(front);
}

/** What was allowed for one site must not happen on another that came in between. */
function checkSite(page: Page, expected: string): void {
  const actual = URL.parse(page.url())?.host ?? '';
  if (actual !== expected) throw new AppError('BROWSER_SITE_CHANGED', { actual, expected });
}

async function findElement(page: Page, ref: string): Promise<Locator> {
  const element = page.getByRef(ref);
  const count = await element.count().catch(() => 0);
  if (count !== 1) throw new AppError('BROWSER_REF_UNKNOWN', { ref });
  return element;
}

async function scroll(page: Page, direction: 'up' | 'down'): Promise<View> {
  const screenPx = 700;
  await page.mouse.wheel(0, direction === 'down' ? screenPx : -screenPx);
  return await look(page);
}

async function look(page: Page, offset = 0): Promise<View> {
  const whole = await readSnapshot(page);
  return {
    ...(await head(page)),
    snapshot: whole.slice(offset, offset + limits.browser.snapshotChars),
    snapshotOffset: offset,
    snapshotChars: whole.length,
  };
}

async function head(page: Page): Promise<View> {
  return { url: page.url(), title: (await page.title()).slice(0, 300) };
}

async function shoot(page: Page): Promise<View> {
  for (const quality of [75, 50, 25]) {
    const options = { type: 'jpeg', quality, scale: 'css', animations: 'disabled' } as const;
    const screenshot = await page.screenshot(options);
    if (screenshot.length <= limits.browser.screenshotBytes)
      return { ...(await head(page)), screenshot };
  }
  throw new Error('the picture is too large');
}

async function download(
  action: BrowserAction,
  { tabs, clock, downloadsDir, expectDownload }: SessionParts,
  signal: AbortSignal,
): Promise<View> {
  const page = await tabs.ensure();
  const { url } = action;
  expectDownload(true);
  try {
    const start = async (): Promise<void> => {
      if (url !== undefined) {
        const { href } = readWebUrl(url);
        // Going to a file ends in a download and not in a page, which counts as a failure there.
        await page.goto(href, { waitUntil: 'commit' }).catch(() => undefined);
        return;
      }
      checkSite(page, need(action, 'site'));
      await (await findElement(page, need(action, 'ref'))).click();
    };
    const file = await takeDownload(page, start, { clock, folder: downloadsDir, signal });
    return { ...(await head(page)), download: file };
  } finally {
    expectDownload(false);
  }
}

function need(action: BrowserAction, argument: 'url' | 'site' | 'ref' | 'text' | 'key'): string {
  const value = action[argument];
  if (value !== undefined) return value;
  throw new AppError('BROWSER_ARGUMENT_MISSING', { action: action.action, argument });
}

/** The first line of what Playwright says; the rest is for people who write tests. */
function describeFailure(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = text.split('\n').find((one) => one.trim() !== '') ?? 'it failed';
  return line
    .replace(/^[a-zA-Z]+\.[a-zA-Z]+: /, '')
    .replace(/\u001b\[[0-9;]*m/g, '')
    .slice(0, 300);
}
