import type { BrowserAction } from './browser-parameters.ts';

/** What the settings say at the moment, and where things are. */
export interface BrowserPlace {
  readonly executable: string;
  readonly isVisible: boolean;
  readonly allowPrivate: readonly string[];
  /** The profile of the agent; made when it is not there. */
  readonly profileDir: string;
}

/** One action in the browser of one agent. */
export interface BrowserRequest {
  readonly agentId: string;
  readonly action: BrowserAction;
  readonly place: BrowserPlace;
}

/** What there is to see afterwards. */
export interface BrowserView {
  /** Absent when no page is open. */
  readonly url?: string | undefined;
  readonly title?: string | undefined;
  /** The page as text with refs, from `snapshotOffset` on; absent where nobody needs it. */
  readonly snapshot?: string | undefined;
  readonly snapshotOffset?: number | undefined;
  readonly snapshotChars?: number | undefined;
  readonly screenshot?: Uint8Array | undefined;
  readonly tabs?: readonly BrowserTab[] | undefined;
  /** A file that was downloaded and waits in a temporary place. */
  readonly download?: BrowserDownload | undefined;
  /** What the page said in dialogs, which were dismissed. */
  readonly dialogs?: readonly string[] | undefined;
  /** What else happened: tabs that opened, addresses that were refused. */
  readonly notes: readonly string[];
}

export interface BrowserTab {
  readonly tab: number;
  readonly url: string;
  readonly isActive: boolean;
}

export interface BrowserDownload {
  readonly file: string;
  /** As the server says it: not to be trusted. */
  readonly suggestedName: string;
  readonly url: string;
  readonly bytes: number;
}

/** Steers the browsers of all agents. */
export interface BrowserHost {
  /** Rejects with AppErrors of the areas BROWSER_ and WEB_, or the signal's reason. */
  act(request: BrowserRequest, signal: AbortSignal): Promise<BrowserView>;
  /** Closes the browser of one agent, if there is one. */
  closeAgent(agentId: string): Promise<void>;
  close(): Promise<void>;
}
