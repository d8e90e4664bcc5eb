import type { McpServerConfig } from '../../../shared/config/mcp.ts';
import type { Logger } from '../../platform/log.ts';

/** What is needed to reach one server. */
export interface ConnectionRequest {
  readonly server: string;
  readonly config: McpServerConfig;
  /** Where a program runs that the config gives no folder. */
  readonly folder: string;
  /** The environment of the gateway; little of it is passed on. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly log: Logger;
  /** The server said that its tools are others now. */
  readonly onToolsChanged: () => void;
  /** It is gone, with the reason; not told after `close`. */
  readonly onGone: (reason: string) => void;
  /** Ends the attempt. */
  readonly signal: AbortSignal;
}

export interface CallOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/** A server that is there. */
export interface McpConnection {
  /** Of the program; absent where the server is elsewhere. */
  readonly pid: number | undefined;
  /** What the server calls itself. */
  readonly title: string | undefined;
  /** Its tools as it tells them, all pages. */
  listTools(signal: AbortSignal): Promise<readonly unknown[]>;
  /**
   * Throws MCP_CALL_REFUSED, MCP_CALL_TIMED_OUT or MCP_CALL_CUT_OFF, or the signal's reason after an
   * abort, of which the server is told.
   */
  callTool(
    name: string,
    args: Readonly<Record<string, unknown>>,
    options: CallOptions,
  ): Promise<unknown>;
  /** Closes the line and waits a little; a program that stays is killed. */
  close(): Promise<void>;
}

/** Rejects with the reason when the server can't be reached in time. */
export type OpenConnection = (request: ConnectionRequest) => Promise<McpConnection>;
