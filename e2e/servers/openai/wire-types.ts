/*
 * What the server sends, as published: "The chat completion object", "The chat completion chunk
 * object" and the error object of the API reference (platform.openai.com/docs/api-reference/chat).
 */

/** Why a choice ended. */
export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter' | 'function_call';

/** A call of a function, whole. */
export interface ToolCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}

/** A piece of a call: id, type and name come once, then fragments of the arguments. */
interface ToolCallDelta {
  index: number;
  id?: string;
  type?: 'function';
  function: { name?: string; arguments: string };
}

/** The tokens a request cost. */
export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  prompt_tokens_details: { cached_tokens: number; audio_tokens: number };
  completion_tokens_details: {
    reasoning_tokens: number;
    audio_tokens: number;
    accepted_prediction_tokens: number;
    rejected_prediction_tokens: number;
  };
}

/** A whole answer. */
export interface Completion {
  id: string;
  object: 'chat.completion';
  created: number;
  model: string;
  choices: {
    index: number;
    message: {
      role: 'assistant';
      content: string | null;
      refusal: string | null;
      annotations: never[];
      tool_calls?: ToolCall[];
    };
    logprobs: null;
    finish_reason: FinishReason;
  }[];
  usage: Usage;
  service_tier: 'default';
  system_fingerprint: string;
}

/** What one chunk adds. */
export interface Delta {
  role?: 'assistant';
  content?: string | null;
  refusal?: string | null;
  tool_calls?: ToolCallDelta[];
}

/** One event of a streamed answer. */
export interface CompletionChunk {
  id: string;
  object: 'chat.completion.chunk';
  created: number;
  model: string;
  service_tier: 'default';
  system_fingerprint: string;
  choices: { index: number; delta: Delta; logprobs: null; finish_reason: FinishReason | null }[];
  /** Only with `stream_options.include_usage`: null, then the usage in a last chunk without choices. */
  usage?: Usage | null;
}

/** A refused request. */
export interface ErrorBody {
  error: { message: string; type: string; param: string | null; code: string | null };
}

/** Makes an error body. */
export function makeError(
  message: string,
  more: Partial<Omit<ErrorBody['error'], 'message'>> = {},
): ErrorBody {
  return { error: { message, type: 'invalid_request_error', param: null, code: null, ...more } };
}
