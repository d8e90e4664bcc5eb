import type { BrowserContext, Page } from 'playwright-core';
import { limits } from '../../../../shared/config/limits.ts';
import { AppError } from '../../../../shared/errors/index.ts';
import type { BrowserTab } from '../browser-host.ts';

/** The pages of one browser, with numbers that stay. */
export interface Tabs {
  readonly active: () => Page;
  /** The active page, or a new one. */
  ensure(): Promise<Page>;
  list(): readonly BrowserTab[];
  /** @throws AppError BROWSER_TAB_UNKNOWN */
  activate(tab: number): Promise<void>;
}

/** Follows the pages of a context; windows that a page opens become tabs, up to a limit. */
export function createTabs(context: BrowserContext, note: (text: string) => void): Tabs {
  const pages = new Map<number, Page>();
  let last = 0;
  let activeTab = 0;

  function adopt(page: Page): void {
    if (pages.size >= limits.browser.tabs) {
      note('The page wanted to open one more tab; there are too many already.');
      void page.close().catch(() => undefined);
      return;
    }
    const tab = ++last;
    pages.set(tab, page);
    activeTab = tab;
    page.once('close', () => {
      pages.delete(tab);
      if (activeTab === tab) activeTab = [...pages.keys()].at(-1) ?? 0;
    });
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame() && !isPageUrl(frame.url())) {
        note(
          `The page led to an address of the kind ${/^[a-z-]{0,20}/.exec(frame.url())?.[0] ?? ''}:, which is closed.`,
        );
        void page.goto('about:blank').catch(() => undefined);
      }
    });
  }

  for (const page of context.pages()) adopt(page);
  context.on('page', (page) => {
    adopt(page);
    if (pages.get(activeTab) === page && pages.size > 1)
      note(`Tab ${activeTab} was opened and is in front.`);
  });

  const active = (): Page => {
    const page = pages.get(activeTab);
    if (!page) throw new AppError('BROWSER_NO_PAGE');
    return page;
  };
  return {
    active,
    async ensure() {
      if (!pages.has(activeTab)) await context.newPage();
      return active();
    },
    list: () =>
      [...pages].map(([tab, page]) => ({ tab, url: page.url(), isActive: tab === activeTab })),
    async activate(tab) {
      const page = pages.get(tab);
      if (!page) throw new AppError('BROWSER_TAB_UNKNOWN', { tab });
      activeTab = tab;
      await page.bringToFront();
    },
  };
}

/** What may stand in the address line: pages of the web, nothing of this machine, no made-up pages. */
export function isPageUrl(url: string): boolean {
  return /^(https?:|blob:https?:|about:blank|about:srcdoc|chrome-error:)/i.test(url) || url === '';
}
