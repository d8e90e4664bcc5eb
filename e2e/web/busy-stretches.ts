import type { Browser, Page } from '@playwright/test';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Time on the processor, in microseconds. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/**
 * How long the main thread of a page worked at a stretch while something was done, in milliseconds on
 * the processor: what else the machine does meanwhile does not count. The longest first.
 */
export async function measureBusyStretches(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<readonly number[]> {
  await browser.startTracing(page, {
    categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
  });
  await work();
  const trace = (await browser.stopTracing()).toString();
  const { traceEvents } = JSON.parse(trace) as { readonly traceEvents: readonly TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid}:${tid}`;
  const isMain = ({ name, args }: TraceEvent): boolean =>
    name === 'thread_name' && args?.name === 'CrRendererMain';
  const main = new Set(traceEvents.filter(isMain).map(threadOf));
  return traceEvents
    .filter((event) => event.name === 'RunTask' && main.has(threadOf(event)))
    .map(({ tdur = 0 }) => tdur / 1_000)
    .sort((a, b) => b - a);
}

/** Scrolls the virtual list of a pane, a step for each picture of the screen. */
export function scrollPane(pane: string, stepPx: number, pictures: number): string {
  return `(async () => {
    const lists = [...document.querySelectorAll('[data-pane="${pane}"] [data-virtuoso-scroller]')];
    const list = lists.find((element) => element.checkVisibility());
    for (let n = 0; n < ${pictures}; n += 1) {
      list.scrollTop += ${stepPx};
      await new Promise(requestAnimationFrame);
    }
  })()`;
}
