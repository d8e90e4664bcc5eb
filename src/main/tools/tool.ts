import type { z } from 'zod';

export interface ToolContext {
  readonly agentId: string;
  readonly sessionId: string;
  readonly turnId: string;
  readonly signal: AbortSignal;
}

/** What a tool says. Text for the model; it is bounded by `limits.tools.resultChars`. */
export interface ToolResult {
  readonly text: string;
  readonly isError: boolean;
}

/**
 * Something an agent can do. A call is recorded before it runs. One that may not be repeated and
 * was cut off by a crash is never run again silently: the model is told that its outcome is unknown.
 */
export interface Tool {
  readonly name: string;
  /** For the model: what it does and when to use it. */
  readonly description: string;
  readonly parameters: () => z.ZodObject;
  /** Running it twice does no more than running it once. */
  readonly isRepeatable: boolean;
  run(args: Readonly<Record<string, unknown>>, context: ToolContext): Promise<ToolResult>;
}
