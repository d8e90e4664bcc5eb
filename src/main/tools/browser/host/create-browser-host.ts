import { limits } from '../../../../shared/config/limits.ts';
import { AppError } from '../../../../shared/errors/index.ts';
import type { BrowserHost, BrowserRequest, BrowserView } from '../browser-host.ts';
import { startBrowserSession, type BrowserSession, type SessionDeps } from './browser-session.ts';

interface Entry {
  session: BrowserSession | undefined;
  waiting: number;
  last: Promise<unknown>;
}

/** Keeps one browser an agent, starts it with the first action, and does one action after the other. */
export function createBrowserHost(deps: SessionDeps): BrowserHost {
  const entries = new Map<string, Entry>();

  function find(agentId: string): Entry {
    const known = entries.get(agentId);
    if (!known) makeRoom();
    const entry = known ?? { session: undefined, waiting: 0, last: Promise.resolve() };
    // Behind the others: the first of them is the one that was not used for longest.
    entries.delete(agentId);
    entries.set(agentId, entry);
    return entry;
  }

  /** The browser that nobody has used for longest goes; one that is at work never does. */
  function makeRoom(): void {
    if (entries.size < limits.browser.browsers) return;
    const resting = [...entries].find(([, { waiting }]) => waiting === 0);
    if (!resting) throw new AppError('BROWSER_TOO_MANY', { count: entries.size });
    void closeAgent(resting[0]).catch(() => undefined);
  }

  function forget(agentId: string, entry: Entry): void {
    if (entry.session?.hasEnded() === true) entry.session = undefined;
    if (entry.session === undefined && entry.waiting === 0) entries.delete(agentId);
  }

  async function actNow(
    entry: Entry,
    request: BrowserRequest,
    signal: AbortSignal,
  ): Promise<BrowserView> {
    signal.throwIfAborted();
    if (entry.session?.hasEnded() === true) entry.session = undefined;
    const isOpening = request.action.action === 'open' || request.action.url !== undefined;
    // Only these begin something; to look at a browser that is not there needs none.
    if (entry.session === undefined && !isOpening) {
      if (request.action.action === 'close') return { tabs: [], notes: [] };
      throw new AppError('BROWSER_NO_PAGE');
    }
    const session = (entry.session ??= await start(entry, request, signal));
    try {
      return await session.act(request, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (session.hasEnded()) throw new AppError('BROWSER_ENDED', {}, { cause: error });
      throw error;
    }
  }

  async function start(
    entry: Entry,
    request: BrowserRequest,
    signal: AbortSignal,
  ): Promise<BrowserSession> {
    const session = await startBrowserSession(request.place, deps, signal);
    if (entries.get(request.agentId) === entry) return session;
    // Closed, or given up, while it started.
    await session.close();
    signal.throwIfAborted();
    throw new AppError('BROWSER_ENDED');
  }

  async function closeAgent(agentId: string): Promise<void> {
    const entry = entries.get(agentId);
    entries.delete(agentId);
    await entry?.session?.close();
  }

  return {
    async act(request, signal) {
      const entry = find(request.agentId);
      if (entry.waiting >= limits.browser.queue) throw new AppError('BROWSER_BUSY');
      entry.waiting++;
      const mine = entry.last.then(() => actNow(entry, request, signal));
      entry.last = mine.catch(() => undefined);
      try {
        return await orAborted(mine, signal);
      } finally {
        entry.waiting--;
        forget(request.agentId, entry);
      }
    },
    closeAgent,
    async close() {
      await Promise.all([...entries.keys()].map(closeAgent));
    },
  };
}

/** The action itself has a bound of its own and ends unheard. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
