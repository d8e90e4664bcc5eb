import type { ChannelState } from '../../shared/model/channel-state.ts';
import type { ToolCall, ToolSpec } from '../providers/provider.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { Tool, ToolContext, ToolResult } from './tool.ts';

/** What an agent may know of the system it runs in. Never a secret, never a person's message. */
export interface SystemInfo {
  readonly name: string;
  readonly version: string;
  /** UTC milliseconds. */
  readonly startedAt: number;
  readonly configPath: string;
  readonly stateDir: string;
  /** The model of the asking agent, as `provider/name`. */
  readonly model: string;
  readonly agents: readonly {
    readonly id: string;
    readonly name: string;
    readonly isDefault: boolean;
  }[];
  readonly channels: readonly {
    readonly id: string;
    readonly type: string;
    readonly state: ChannelState;
    readonly account?: string | undefined;
  }[];
}

export interface ToolCatalogueDeps {
  readonly clock: Clock;
  readonly log: Logger;
  /** Read at each call of the tool `system`. */
  readonly systemInfo: (agentId: string) => SystemInfo | Promise<SystemInfo>;
  /** The owner's time zone, as `owner.timeZone` of the config; the machine's own when undefined. */
  readonly timeZone: () => string | undefined;
  /** Tools beside the built-in ones. */
  readonly extraTools?: readonly Tool[];
}

/** All tools there are, and the one way to run them. */
export interface ToolCatalogue {
  list(): readonly Tool[];
  find(name: string): Tool | undefined;
  /** What a model is told of the allowed tools; names that do not exist are left out. */
  specs(allowed: readonly string[]): readonly ToolSpec[];
  /** Of the allowed names, those that do not exist; for a warning. */
  unknownNames(allowed: readonly string[]): readonly string[];
  /** False for a tool that does not exist. */
  isRepeatable(name: string): boolean;
  /**
   * Runs one call. Whatever goes wrong becomes an error result for the model; the only rejection
   * is the signal's reason after an abort, which does not wait for the tool.
   */
  run(call: ToolCall, context: ToolContext, allowed: readonly string[]): Promise<ToolResult>;
}
