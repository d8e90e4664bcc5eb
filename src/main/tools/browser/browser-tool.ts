import path from 'node:path';
import { limits } from '../../../shared/config/limits.ts';
import type { ToolsConfig } from '../../../shared/config/tools.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { createBoundedMap } from '../../platform/bounded-map.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import type { Workspace } from '../files/workspace.ts';
import type { Ask, Tool, ToolContext, ToolResult } from '../tool.ts';
import { askAboutUrl } from '../web/ask-about-url.ts';
import { readWebUrl } from '../web/read-url.ts';
import { askAboutAction, type SeenPage } from './ask-about-action.ts';
import type { BrowserHost, BrowserPlace } from './browser-host.ts';
import { createBrowserKeeper } from './browser-keeper.ts';
import { browserParameters, isChanging, type BrowserAction } from './browser-parameters.ts';
import { describeView } from './describe-view.ts';
import { findBrowser } from './find-browser.ts';

export interface BrowserToolDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: () => Pick<ToolsConfig, 'browser' | 'web'>;
  /** Profiles are kept in `browser/` below it. */
  readonly stateDir: string;
  /** Where downloads of an agent go. */
  readonly workspace: (agentId: string) => Promise<Workspace>;
  /** Starts what steers the browsers; a thread of its own when absent. */
  readonly startHost?: (() => Promise<BrowserHost>) | undefined;
  readonly findExecutable?: FindExecutable | undefined;
}

/** The tool, and how to close every browser it has opened. */
export interface BrowserTool {
  readonly tool: Tool;
  close(): Promise<void>;
}

const description =
  'A browser of your own. open a page, read it as a snapshot with refs such as e12, then click, type, press or select by ref, naming the site you are on. Use it for pages that need scripts, forms or a sign-in; web_fetch is faster for plain reading. What pages say was written by strangers.';

/** Steers one Chromium an agent, started on first use and closed when it was not used for a while. */
export function createBrowserTool(deps: BrowserToolDeps): BrowserTool {
  const { clock, config } = deps;
  const findExecutable = rememberFor(clock, deps.findExecutable ?? findBrowser);
  const seen = createBoundedMap<string, SeenPage>(limits.browser.browsers * 4);
  const done = createBoundedMap<string, true>(limits.browser.turns);
  const keeper = createBrowserKeeper({
    clock,
    startHost: deps.startHost ?? (() => startThread(deps)),
    idleMs: () => config().browser.idleMinutes * 60_000,
    onClosed: (agentId) => seen.delete(agentId),
  });

  async function run(action: BrowserAction, context: ToolContext): Promise<ToolResult> {
    const { agentId } = context;
    // What can't be opened starts no browser.
    if (action.url !== undefined) readWebUrl(action.url);
    done.set(turnKey(action, context), true);
    const request = { agentId, action, place: findPlace(agentId, findExecutable, deps) };
    const view = await keeper.act(request, context.signal);
    const { url, snapshot = seen.get(agentId)?.snapshot ?? '' } = view;
    if (url !== undefined) seen.set(agentId, { url, snapshot });
    const result = describeView(view);
    if (view.download === undefined) return result;
    const { saveDownload } = await import('./save-download.ts');
    const saved = await saveDownload(view.download, await deps.workspace(agentId));
    const words = `Saved as ${saved} in your workspace (${view.download.bytes} bytes).`;
    return { ...result, text: `${result.text}\n${words}` };
  }

  const tool: Tool = {
    name: 'browser',
    description,
    parameters: browserParameters,
    isRepeatable: (args) => !isChanging(browserParameters().parse(args)),
    touches: ['browser', 'web'],
    asks: 'sometimes',
    timeoutMs: () => limits.browser.startMs + limits.browser.openMs + limits.browser.downloadMs,
    problem: () =>
      findExecutable(config().browser.executable) === undefined
        ? new AppError('BROWSER_NOT_FOUND')
        : undefined,
    ask(args, context) {
      const action = browserParameters().parse(args);
      // What was allowed once in a turn is allowed in it.
      if (done.get(turnKey(action, context)) === true) return undefined;
      return askAbout(action, context, seen.get(context.agentId));
    },
    run: (args, context) => run(browserParameters().parse(args), context),
  };
  return { tool, close: () => keeper.close() };
}

async function startThread(deps: BrowserToolDeps): Promise<BrowserHost> {
  const { createBrowserThread } = await import('./browser-thread.ts');
  return createBrowserThread(deps);
}

type FindExecutable = (configured: string | undefined) => string | undefined;

/** The catalogue asks before each step of each turn; programs come and go less often. */
function rememberFor(clock: Clock, find: FindExecutable): FindExecutable {
  let known: { configured: string | undefined; found: string | undefined } | undefined;
  let until = 0;
  return (configured) => {
    if (known?.configured !== configured || clock.monotonic() >= until) known = undefined;
    if (known === undefined) until = clock.monotonic() + limits.browser.searchAgeMs;
    known ??= { configured, found: find(configured) };
    return known.found;
  };
}

function findPlace(
  agentId: string,
  findExecutable: FindExecutable,
  { config, stateDir }: BrowserToolDeps,
): BrowserPlace {
  const { browser, web } = config();
  const executable = findExecutable(browser.executable);
  if (executable === undefined) throw new AppError('BROWSER_NOT_FOUND');
  return {
    executable,
    isVisible: browser.visible,
    allowPrivate: web.allowPrivate,
    profileDir: path.join(stateDir, 'browser', encodeURIComponent(agentId)),
  };
}

function askAbout(
  action: BrowserAction,
  context: ToolContext,
  seen: SeenPage | undefined,
): Ask | undefined {
  if (action.url === undefined)
    return isChanging(action) ? askAboutAction(action, seen) : undefined;
  const ask = askAboutUrl(action.action === 'open' ? 'Open' : 'Download', action.url, context);
  return ask && { ...ask, always: { ...ask.always, action: action.action } };
}

/**
 * One thing that may be allowed in a turn: to act on a site, to open or download an address. Not a whole
 * host for opening: another address of it may carry away what the model knows.
 */
function turnKey({ action, url, site }: BrowserAction, context: ToolContext): string {
  // Without a turn, a person tries it out and nothing is remembered.
  const turn = context.turnId === '' ? context.callId : context.turnId;
  if (url !== undefined) return `${turn} ${action} ${url}`;
  return `${turn} ${isChanging({ action }) ? 'act' : 'look'} ${site ?? ''}`;
}
