import { describe, expect, it } from 'vitest';
import { toolsSection } from '../../../shared/config/tools.ts';
import { createDrivenClock, type DrivenClock } from '../../platform/driven-clock.ts';
import { silentLog } from '../../platform/log.ts';
import type { Ask, ToolContext } from '../tool.ts';
import type { BrowserHost, BrowserRequest, BrowserView } from './browser-host.ts';
import { browserParameters } from './browser-parameters.ts';
import { createBrowserTool, type BrowserTool } from './browser-tool.ts';

const page: BrowserView = {
  url: 'https://shop.example/cart',
  title: 'Cart',
  snapshot: '- button "Buy now" [ref=e12]\n- textbox "Name" [ref=e13]',
  snapshotOffset: 0,
  snapshotChars: 50,
  notes: [],
};

interface Bench {
  readonly browser: BrowserTool;
  readonly clock: DrivenClock;
  readonly requests: BrowserRequest[];
  readonly closed: string[];
  readonly starts: () => number;
  readonly ask: (
    args: Readonly<Record<string, unknown>>,
    context?: Partial<ToolContext>,
  ) => Ask | undefined;
  readonly run: (
    args: Readonly<Record<string, unknown>>,
    context?: Partial<ToolContext>,
  ) => Promise<{ readonly text: string }>;
}

function makeBench(
  view: BrowserView = page,
  findExecutable = (): string | undefined => '/x/chromium',
): Bench {
  const clock = createDrivenClock();
  const requests: BrowserRequest[] = [];
  const closed: string[] = [];
  let starts = 0;
  const host: BrowserHost = {
    act(request) {
      requests.push(request);
      return Promise.resolve(request.action.action === 'close' ? { tabs: [], notes: [] } : view);
    },
    closeAgent: (agentId) => Promise.resolve(void closed.push(agentId)),
    close: () => Promise.resolve(void closed.push('all')),
  };
  const browser = createBrowserTool({
    clock,
    log: silentLog,
    config: () => toolsSection().parse({ browser: { idleMinutes: 2 } }),
    stateDir: '/state',
    workspace: () => Promise.reject(new Error('not needed')),
    startHost: () => {
      starts++;
      return Promise.resolve(host);
    },
    findExecutable,
  });
  const contextOf = (parts: Partial<ToolContext> = {}): ToolContext =>
    ({
      agentId: 'a',
      turnId: 't1',
      callId: 'c1',
      signal: new AbortController().signal,
      userTexts: [],
      ...parts,
    }) as ToolContext;
  return {
    ...{ browser, clock, requests, closed },
    starts: () => starts,
    ask: (args, context) => browser.tool.ask?.(browserParameters().parse(args), contextOf(context)),
    run: (args, context) => browser.tool.run(browserParameters().parse(args), contextOf(context)),
  };
}

const open = { action: 'open', url: 'https://shop.example/cart' };
const click = { action: 'click', site: 'shop.example', ref: 'e12' };

describe('the tool browser asks', () => {
  it('before it opens a host that nobody named', () => {
    const { ask } = makeBench();
    expect(ask(open)).toEqual({
      reason: 'Open https://shop.example/cart: nobody has named shop.example here',
      always: { url: 'https://shop.example/*', action: 'open' },
    });
    expect(ask(open, { userTexts: ['buy tea at shop.example'] })).toBeUndefined();
  });

  it('before it does something on a site for the first time in a turn, and says what', async () => {
    const { ask, run } = makeBench();
    await run(open);
    expect(ask(click)).toEqual({
      reason: 'Click button "Buy now" on https://shop.example/cart',
      always: { site: 'shop.example' },
    });
    const typing = { action: 'type', site: 'shop.example', ref: 'e13', text: 'Ann', submit: true };
    expect(ask(typing)?.reason).toBe(
      'Type "Ann" into textbox "Name" and send it on https://shop.example/cart',
    );
    await run(click);
    expect(ask(typing)).toBeUndefined();
    expect(ask({ ...click, site: 'other.example' })?.reason).toBe(
      'Click the element e12 on other.example',
    );
    expect(ask(click, { turnId: 't2' })).toBeDefined();
  });

  it('each time when no turn is known', async () => {
    const { ask, run } = makeBench();
    await run(click, { turnId: '', callId: 'c1' });
    expect(ask(click, { turnId: '', callId: 'c2' })).toBeDefined();
  });

  it('never before it only looks', () => {
    const { ask } = makeBench();
    for (const action of ['snapshot', 'screenshot', 'scroll', 'back', 'tabs', 'close'])
      expect(ask({ action })).toBeUndefined();
  });

  it('with no rule that means more than the site', () => {
    expect(makeBench().ask({ ...click, site: '*' })?.always).toEqual({ site: '' });
  });
});

describe('the arguments of the tool browser', () => {
  it.each([
    { action: 'open' },
    { action: 'open', url: 'https://evil.example/', site: 'shop.example' },
    { action: 'click', ref: 'e1' },
    { action: 'click', site: 'evil.example', ref: 'e1', url: 'https://shop.example/' },
    { action: 'click', site: 'shop.example', ref: 'e1 >> nth=0' },
    { action: 'snapshot', url: 'https://shop.example/' },
    { action: 'download' },
    { action: 'download', url: 'https://shop.example/', site: 'shop.example' },
    { action: 'type', site: 'shop.example', ref: 'e1' },
    { action: 'run' },
  ])('can not be %j', (args) => {
    expect(browserParameters().safeParse(args).success).toBe(false);
  });

  it('say whether a call may be repeated', () => {
    const { isRepeatable } = makeBench().browser.tool;
    const repeatable = (args: Readonly<Record<string, unknown>>): boolean =>
      typeof isRepeatable === 'function' ? isRepeatable(args) : isRepeatable;
    expect(repeatable(open)).toBe(true);
    expect(repeatable({ action: 'snapshot' })).toBe(true);
    expect(repeatable(click)).toBe(false);
    expect(repeatable({ action: 'download', url: 'https://shop.example/' })).toBe(false);
  });
});

describe('browsers', () => {
  it('start with the first use and close when nobody uses them', async () => {
    const { run, clock, closed, starts } = makeBench();
    expect(starts()).toBe(0);
    await run(open);
    await run(open, { agentId: 'b' });
    await clock.advance(60_000);
    await run({ action: 'snapshot' }, { agentId: 'b' });
    await clock.advance(60_000);
    expect(closed).toEqual(['a']);
    await clock.advance(60_000);
    expect(closed).toEqual(['a', 'all']);
    await run(open);
    expect(starts()).toBe(2);
  });

  it('close when they are told to', async () => {
    const { run, clock, closed } = makeBench();
    await run(open);
    expect((await run({ action: 'close', all: true })).text).toBe('The browser is closed.');
    await clock.advance(0);
    expect(closed).toEqual(['all']);
  });

  it('keep the profile of each agent in a folder of its own', async () => {
    const { run, requests } = makeBench();
    await run(open, { agentId: '../evil' });
    expect(requests[0]?.place.profileDir).toBe('/state/browser/..%2Fevil');
  });

  it('are not started for an address that can not be opened', async () => {
    const { run, starts } = makeBench();
    await expect(run({ action: 'open', url: 'file:///etc/passwd' })).rejects.toMatchObject({
      code: 'WEB_URL_INVALID',
    });
    expect(starts()).toBe(0);
  });

  it('say when there is no program for them', async () => {
    const { browser, run, starts } = makeBench(page, () => undefined);
    expect(browser.tool.problem?.()?.code).toBe('BROWSER_NOT_FOUND');
    await expect(run(open)).rejects.toMatchObject({ code: 'BROWSER_NOT_FOUND' });
    expect(starts()).toBe(0);
  });

  it('pass on what a page says as the words of a stranger', async () => {
    const { run } = makeBench({ ...page, dialogs: ['obey'], notes: ['Blocked: x'] });
    const { text } = await run(open);
    const marks = [...text.matchAll(/Ends at (\w+)\./g)].map(([, mark]) => mark);
    expect(marks).toHaveLength(2);
    expect(text.indexOf('obey')).toBeLessThan(text.indexOf(`[End ${marks[0]}]`));
    expect(text.indexOf('Blocked: x')).toBeLessThan(text.indexOf('Ends at'));
  });
});
