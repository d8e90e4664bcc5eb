import type { ThinkingLevel } from '../../shared/config/agents.ts';
import type { ProviderConfig } from '../../shared/config/models.ts';
import type { AppError } from '../../shared/errors/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';

/** A request by the model to run a tool. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /**
   * What the model wrote instead of a JSON object, shortened; `arguments` is empty then. Running
   * the call through the tool catalogue tells the model, so that it can try again.
   */
  readonly malformedArguments?: string | undefined;
}

/** A picture a model gets to see. */
export interface ModelImage {
  readonly mimeType: string;
  /** Base64. */
  readonly data: string;
}

/**
 * What a provider wants back with its next request in the same conversation, such as signed
 * thoughts. Nobody else reads it. It is only given to the provider and model that made it.
 */
export interface ProviderState {
  /** `provider/model`. */
  readonly model: string;
  readonly data: unknown;
}

/** One message of a prompt. Tool results follow the assistant message that asked for them. */
export type ModelMessage =
  | {
      readonly role: 'user';
      readonly text: string;
      readonly images?: readonly ModelImage[] | undefined;
    }
  | {
      readonly role: 'assistant';
      readonly text: string;
      readonly toolCalls: readonly ToolCall[];
      /** `data` of this very model's ProviderState. */
      readonly state?: unknown;
    }
  | {
      readonly role: 'tool';
      readonly callId: string;
      readonly name: string;
      readonly text: string;
      readonly isError?: boolean | undefined;
      readonly images?: readonly ModelImage[] | undefined;
    };

/** A tool as a model sees it. `parameters` is a JSON Schema of type object. */
export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface ModelRequest {
  /** The model's name within its provider. */
  readonly model: string;
  readonly system: string;
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly ToolSpec[];
  readonly maxOutputTokens: number;
  readonly temperature?: number | undefined;
  readonly thinking?: ThinkingLevel | undefined;
}

export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'refusal';

/** What a model says, as it says it. `finish` is the last event of every stream that succeeds. */
export type ModelEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'tool-call'; readonly call: ToolCall }
  /** Once at most, before `usage`: what the provider wants back with this answer. */
  | { readonly type: 'state'; readonly data: unknown }
  | {
      readonly type: 'usage';
      readonly inputTokens: number;
      readonly outputTokens: number;
      /** Of `inputTokens`, those the provider had in its cache; absent when it does not say. */
      readonly cachedInputTokens?: number | undefined;
      /** Of `inputTokens`, those it put into its cache and counts apart. */
      readonly cacheWriteInputTokens?: number | undefined;
      /** The server said nothing; the numbers are characters divided by four. */
      readonly isEstimated?: boolean | undefined;
    }
  | {
      readonly type: 'retry';
      readonly attempt: number;
      readonly delayMs: number;
      readonly reason: string;
    }
  | { readonly type: 'finish'; readonly reason: FinishReason };

export interface ModelInfo {
  readonly id: string;
  readonly contextWindow?: number | undefined;
  readonly supportsTools?: boolean | undefined;
  readonly supportsImages?: boolean | undefined;
  readonly supportsThinking?: boolean | undefined;
}

/** Texts as points in a space of meaning. */
export interface Embeddings {
  /** One for each text, in order. */
  readonly vectors: readonly Float32Array[];
  readonly inputTokens: number;
}

/**
 * One family of models behind one address. Errors are AppErrors of the provider registry; their
 * kind tells whether another attempt or another model can help. A provider retries by itself only
 * while nothing of an answer has been yielded, so that no word is ever said twice.
 */
export interface Provider {
  /**
   * Asks a model. `usage` comes once, right before `finish`. Tool calls come whole, after the text.
   * Rejects with the signal's reason when it is aborted, and with an AppError on any failure.
   * Leaving the loop early ends the request.
   */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
  /** Asks the server what it offers; configured names where it cannot say. */
  listModels(signal: AbortSignal): Promise<readonly ModelInfo[]>;
  /** Absent where the protocol has no embeddings. Fails like `stream`. */
  embed?(model: string, texts: readonly string[], signal: AbortSignal): Promise<Embeddings>;
  /** Frees connections; streams that run are not cut. */
  close(): void;
}

/** Hears how the calls of a provider end, so that its state can be shown. */
export interface ProviderMonitor {
  worked(model: string): void;
  failed(model: string | undefined, error: AppError): void;
}

/** What every provider is made from. */
export interface ProviderDeps {
  /** The key under `models.providers`, or the well-known name. */
  readonly id: string;
  readonly config: ProviderConfig;
  readonly clock: Clock;
  readonly log: Logger;
  readonly monitor: ProviderMonitor;
  /** 0 (included) to 1 (excluded); for the jitter between retries. */
  readonly random: () => number;
}

export type ProviderFactory = (deps: ProviderDeps) => Provider;

/** US dollars for a million tokens, or undefined for a model without a known price. */
export type Price = ProviderConfig['prices'][string];
