import type { AgentConfig } from '../../shared/config/agents.ts';
import type { Config } from '../../shared/config/schema.ts';
import type { ChannelState } from '../../shared/model/channel-state.ts';
import type { EffectiveTool } from '../../shared/protocol/tools.ts';
import type { ToolCall, ToolSpec } from '../providers/provider.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { Tool, ToolContext, ToolResult, ToolSupply } from './tool.ts';

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
  /** The built-in tools and, after them, those that come and go. The first of a name counts. */
  readonly supplies: readonly ToolSupply[];
  /** The section `tools` and the lists of agents and channels, read at each call. */
  readonly config: () => Pick<Config, 'tools' | 'agents' | 'channels'>;
}

/** Who wants to use tools. */
export interface ToolUser {
  readonly agentId: string;
  /** The agent as it was when its turn began; the configured one when absent. */
  readonly agent?: AgentConfig | undefined;
  /** The channel of the message that is answered. */
  readonly channel?: string | undefined;
}

/** What became of a call. */
export interface ToolOutcome extends ToolResult {
  /** Everything the tool said, where `text` is shortened; for the trace. */
  readonly whole?: string | undefined;
}

/** A call that was looked at and may run, or may not. */
export type Checked =
  | { readonly isFine: true; readonly tool: Tool; readonly args: Readonly<Record<string, unknown>> }
  | { readonly isFine: false; readonly failure: ToolOutcome };

/** All tools there are, who may use them, and the one way to run them. */
export interface ToolCatalogue {
  /**
   * Brings up what may be wanted and takes a while, such as an MCP server: for a user, for one tool, or
   * everything. Waits a bounded time and never rejects. Call it before a turn and before a listing.
   */
  prepare(wanted: ToolUser | { readonly name: string } | 'everything'): Promise<void>;
  list(): readonly Tool[];
  find(name: string): Tool | undefined;
  /** Name, description and JSON Schema of a tool, written once. */
  describe(tool: Tool): ToolSpec;
  /** What a model is told: the tools this user may use now. The same array while nothing changed. */
  specs(user: ToolUser): readonly ToolSpec[];
  /** For each tool, and each name that stands in a list, whether this user may use it and why not. */
  explain(user: ToolUser): readonly EffectiveTool[];
  /** Profiles, built in and of the owner, with the tools they stand for now. */
  profiles(): Readonly<Record<string, readonly string[]>>;
  /** Names in a list that are neither a tool nor a profile; for a warning. */
  unknownNames(list: readonly string[]): readonly string[];
  /** False for a tool that does not exist. */
  isRepeatable(name: string, args: Readonly<Record<string, unknown>>): boolean;
  /** Looks at a call without running it: is there such a tool, may it be used, are its arguments valid. */
  check(call: ToolCall, user: ToolUser): Checked;
  /**
   * Runs one call. Whatever goes wrong becomes an error result for the model; the only rejection
   * is the signal's reason after an abort, which does not wait for the tool.
   */
  run(call: ToolCall, context: ToolContext, user: ToolUser): Promise<ToolOutcome>;
  /**
   * Runs one call for a person who tries a tool out: nobody is asked, and lists are looked at only when
   * a user is given. Ends as `run` does.
   */
  tryOut(call: ToolCall, context: ToolContext, user?: ToolUser): Promise<ToolOutcome>;
}
