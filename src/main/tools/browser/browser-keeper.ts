import type { Clock, Timer } from '../../platform/clock.ts';
import type { BrowserHost, BrowserRequest, BrowserView } from './browser-host.ts';

/** Lets browsers act, and closes those nobody has used for a while. */
export interface BrowserKeeper {
  act(request: BrowserRequest, signal: AbortSignal): Promise<BrowserView>;
  close(): Promise<void>;
}

export interface BrowserKeeperDeps {
  readonly clock: Clock;
  readonly startHost: () => Promise<BrowserHost>;
  readonly idleMs: () => number;
  /** The browser of an agent was closed. */
  readonly onClosed: (agentId: string) => void;
}

/** Starts the host with the first action; with the last browser the host goes too. */
export function createBrowserKeeper(deps: BrowserKeeperDeps): BrowserKeeper {
  const { clock, startHost, idleMs, onClosed } = deps;
  /** For each agent with a browser: what closes it, or nothing while it acts. */
  const open = new Map<string, { timer: Timer | undefined; acting: number }>();
  let host: Promise<BrowserHost> | undefined;

  async function closeIdle(agentId: string): Promise<void> {
    open.delete(agentId);
    onClosed(agentId);
    const running = await host;
    if (open.size > 0) return await running?.closeAgent(agentId);
    host = undefined;
    await running?.close();
  }

  return {
    async act(request, signal) {
      const { agentId } = request;
      const entry = open.get(agentId) ?? { timer: undefined, acting: 0 };
      open.set(agentId, entry);
      entry.timer?.cancel();
      entry.acting++;
      let isClosed = false;
      try {
        const view = await (await (host ??= startHost())).act(request, signal);
        isClosed = view.tabs?.length === 0;
        return view;
      } finally {
        entry.acting--;
        const delayMs = isClosed ? 0 : idleMs();
        if (entry.acting === 0 && open.get(agentId) === entry)
          entry.timer = clock.after(delayMs, () => void closeIdle(agentId), { unref: true });
      }
    },
    async close() {
      for (const { timer } of open.values()) timer?.cancel();
      open.clear();
      const running = await host;
      host = undefined;
      await running?.close();
    },
  };
}
