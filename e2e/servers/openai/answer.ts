import { cutText } from '../model-core/answer.ts';
import type { ErrorBody, FinishReason } from './wire-types.ts';

/** A tool call to make. */
export interface PlannedCall {
  name: string;
  /** As it goes out: usually JSON. */
  arguments: string;
}

/** What goes wrong while an answer is sent. */
type Mishap =
  /** The socket is cut before this chunk. */
  | { kind: 'cut'; beforeChunk: number }
  /** Nothing more comes from this chunk on. */
  | { kind: 'stall'; beforeChunk: number }
  /** An event that is no JSON comes before this chunk. */
  | { kind: 'malformed'; beforeChunk: number }
  /** The server tells of a failure of its own, in the stream, and ends it. */
  | { kind: 'error-event'; beforeChunk: number }
  /** The response ends in order, without the events that end an answer. */
  | { kind: 'quiet-end'; beforeChunk: number };

/** An answer of a model. */
export interface MessageAnswer {
  kind: 'message';
  /** The content, cut as it is streamed. */
  pieces: readonly string[];
  refusal?: string;
  calls: readonly PlannedCall[];
  finishReason: FinishReason;
  /** Wait before each piece. */
  pauseMs: number;
  /** Wait before the status line. */
  firstByteMs?: number;
  /** Fragments of parallel calls come in turns. */
  isInterleaved?: boolean;
  /** Characters in one fragment of a call's arguments. */
  fragmentSize?: number;
  /** Every byte is written by itself, so that characters are cut. */
  isSplit?: boolean;
  mishap?: Mishap;
}

/** What the server does with a request. */
export type Answer =
  | MessageAnswer
  | { kind: 'error'; status: number; body: ErrorBody; retryAfterSeconds?: number }
  | { kind: 'html' }
  | { kind: 'hang' };

/** An answer of text, in pieces. */
export function say(pieces: readonly string[], more: Partial<MessageAnswer> = {}): MessageAnswer {
  return { kind: 'message', pieces, calls: [], finishReason: 'stop', pauseMs: 0, ...more };
}

/** An answer that calls tools. */
export function callTools(calls: readonly PlannedCall[], text = ''): MessageAnswer {
  return say(cutText(text, 8), { calls, finishReason: 'tool_calls' });
}

/** Breaks an answer off at its `max_tokens`; a piece counts as one token. */
export function limitTokens(answer: Answer, maxTokens: number | null | undefined): Answer {
  if (answer.kind !== 'message' || !maxTokens || answer.pieces.length <= maxTokens) return answer;
  return {
    ...answer,
    pieces: answer.pieces.slice(0, maxTokens),
    calls: [],
    finishReason: 'length',
  };
}
