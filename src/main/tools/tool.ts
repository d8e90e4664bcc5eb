import type { z } from 'zod';
import type { ToolSource, ToolTouch } from '../../shared/protocol/tools.ts';
import type { ChatRef } from '../../shared/model/envelope.ts';
import type { AppError } from '../../shared/errors/index.ts';

/** For whom, where and why a tool runs. */
export interface ToolContext {
  readonly agentId: string;
  readonly sessionId: string;
  readonly sessionKey: string;
  /** Empty when a person tries a tool out. */
  readonly turnId: string;
  readonly callId: string;
  readonly signal: AbortSignal;
  /** Who is answered; undefined where nobody is known, as in a group of strangers. */
  readonly personId: string | undefined;
  /** The owner is answered, in a chat where nobody else reads. */
  readonly isOwner: boolean;
  /** Where the answer goes. */
  readonly chat: {
    readonly channel: string;
    readonly chat: ChatRef;
    readonly threadId?: string | undefined;
  };
  /** The channel whose list of tools counts, where it is not the one of `chat`: an errand keeps it. */
  readonly ruledBy?: string | undefined;
  /** What people wrote that this turn answers: what stands in it was not made up by a model. */
  readonly userTexts: readonly string[];
}

/** A picture a tool has made; models that can see get to see it. */
export interface ToolImage {
  readonly mimeType: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif';
  readonly data: Uint8Array;
}

/** What a tool says. `text` is for the model; the catalogue shortens it and keeps the whole. */
export interface ToolResult {
  readonly text: string;
  readonly isError: boolean;
  readonly images?: readonly ToolImage[] | undefined;
}

/** Why a call asks the owner first. */
export interface Ask {
  /** In plain words for the owner, e.g. "Open shop.example, which nobody has named here". */
  readonly reason: string;
  /**
   * What "always for this" would allow: by argument, a pattern in which `*` stands for anything.
   * Absent means any call of the tool.
   */
  readonly always?: Readonly<Record<string, string>> | undefined;
}

/**
 * Something an agent can do. A call is recorded before it runs. One that may not be repeated and
 * was cut off by a crash is never run again silently: the owner is asked.
 */
export interface Tool {
  readonly name: string;
  /** For the model: what it does and when to use it. */
  readonly description: string;
  readonly parameters: () => z.ZodObject;
  /** What a model is told instead of the schema made from `parameters`: tools from elsewhere bring their own. */
  readonly jsonSchema?: Readonly<Record<string, unknown>> | undefined;
  /** Absent for what is built in. */
  readonly source?: ToolSource | undefined;
  readonly touches: readonly ToolTouch[];
  /** Running it twice does no more than running it once; a function where that depends on the call. */
  readonly isRepeatable: boolean | ((args: Readonly<Record<string, unknown>>) => boolean);
  /** In general, for the owner to read; `ask` decides about one call. */
  readonly asks: 'never' | 'sometimes' | 'always';
  /** Whether this call asks first. Must be quick and without effect; arguments are valid already. */
  readonly ask?: (args: Readonly<Record<string, unknown>>, context: ToolContext) => Ask | undefined;
  /** The longest run, in milliseconds; the turn's own deadline when absent. */
  readonly timeoutMs?: (() => number) | undefined;
  /** Why nobody can use it at the moment: a program that is missing, a server that is down. */
  readonly problem?: (() => AppError | undefined) | undefined;
  run(args: Readonly<Record<string, unknown>>, context: ToolContext): Promise<ToolResult>;
}

/** Brings tools that come and go while the program runs. */
export interface ToolSupply {
  /** The tools there are now; the same array as long as nothing has changed. */
  tools(): readonly Tool[];
  /**
   * Brings up what takes a while, such as a server, where somebody may want its tools. Waits a bounded
   * time and never rejects: what did not come up shows its problem.
   * @param mayWant whether any tool whose name begins with this prefix may be used
   */
  prepare?: ((mayWant: (prefix: string) => boolean) => Promise<void>) | undefined;
}
