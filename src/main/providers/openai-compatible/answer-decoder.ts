import { limits } from '../../../shared/config/limits.ts';
import { isJsonObject, parseJson, readCount, readText, type JsonObject } from '../json-value.ts';
import type { FinishReason, ModelEvent, ModelRequest } from '../provider.ts';
import { estimateInputTokens, estimateTokens } from '../usage-estimate.ts';
import type { FailureMaker } from './failure.ts';
import { guessStatus, makeResponseError, readRefusalValue } from './response-error.ts';
import { createToolCallMerger } from './tool-call-merger.ts';

/** Turns the chunks of one answer into events. Throws AppErrors. */
export interface AnswerDecoder {
  /** Takes the data of one server-sent event, which is JSON. */
  push(data: string): void;
  /** Takes a whole answer from a server that does not stream. */
  pushWhole(body: string): void;
  /** A word, a thought or a piece of a tool call has come. */
  readonly hasContent: boolean;
  /** Anything that belongs to an answer has come. */
  readonly hasBegun: boolean;
  /** The model has said why it ended; only usage may still come. */
  readonly hasFinished: boolean;
  /** Hands out the tool calls, the usage and the end. */
  finish(): void;
}

const finishReasons: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  eos: 'stop',
  length: 'length',
  max_tokens: 'length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'refusal',
};

/** @param emit gets each event as soon as it is known. */
export function createAnswerDecoder(
  request: ModelRequest,
  failure: FailureMaker,
  makeId: () => string,
  emit: (event: ModelEvent) => void,
): AnswerDecoder {
  const calls = createToolCallMerger(makeId);
  const size = createSizeGuard(failure);
  let hasBegun = false;
  let isRefusal = false;
  let reason: FinishReason | undefined;
  let usage: JsonObject | undefined;

  const say = (type: 'text' | 'reasoning', text: string | undefined): void => {
    if (text === undefined) return;
    size.addChars(text.length);
    emit({ type, text });
  };
  const addCalls = (fragments: unknown): void => {
    if (!Array.isArray(fragments)) return;
    for (const fragment of fragments) size.addChars(calls.add(fragment));
    size.checkCalls(calls.count);
  };
  const takeDelta = (delta: JsonObject): void => {
    say('reasoning', readText(delta, 'reasoning_content') ?? readText(delta, 'reasoning'));
    say('text', readText(delta, 'content'));
    const refusal = readText(delta, 'refusal');
    isRefusal ||= refusal !== undefined;
    say('text', refusal);
    addCalls(delta['tool_calls']);
  };
  const takeChoice = (choice: unknown): void => {
    if (!isJsonObject(choice)) return;
    const delta = choice['delta'] ?? choice['message'];
    if (isJsonObject(delta)) takeDelta(delta);
    const named = readText(choice, 'finish_reason');
    if (named !== undefined) reason = finishReasons[named] ?? 'stop';
  };
  const take = (text: string): void => {
    const value = parseChunk(text, failure);
    hasBegun = true;
    const choices = value['choices'];
    if (Array.isArray(choices)) takeChoice(choices[0]);
    if (isJsonObject(value['usage'])) usage = value['usage'];
  };

  return {
    push: take,
    pushWhole(body) {
      take(body);
      // The whole answer was in one piece: it cannot have been cut.
      reason ??= 'stop';
    },
    get hasContent() {
      return size.chars > 0 || calls.count > 0;
    },
    get hasBegun() {
      return hasBegun;
    },
    get hasFinished() {
      return reason !== undefined;
    },
    finish() {
      const whole = calls.count === 0 ? [] : calls.take(reason === 'length');
      for (const call of whole) emit({ type: 'tool-call', call });
      emit(makeUsageEvent(usage, request, size.chars));
      emit({
        type: 'finish',
        reason: isRefusal ? 'refusal' : pickFinishReason(reason, whole.length),
      });
    },
  };
}

/** Counts what an answer holds and throws when it is too much. */
export function createSizeGuard(failure: FailureMaker) {
  const { answerChars, toolCalls } = limits.provider;
  const tooLarge = (limit: number, unit: string): Error =>
    failure.make('PROVIDER_ANSWER_TOO_LARGE', { limit, unit });
  return {
    chars: 0,
    addChars(count: number): void {
      this.chars += count;
      if (this.chars > answerChars) throw tooLarge(answerChars, 'characters');
    },
    checkCalls(count: number): void {
      if (count > toolCalls) throw tooLarge(toolCalls, 'tool calls');
    },
  };
}

function parseChunk(text: string, failure: FailureMaker): JsonObject {
  const value = parseJson(text);
  if (!isJsonObject(value)) {
    const reason = `not a JSON object${failure.quote(text.slice(0, 80))}`;
    throw failure.make('PROVIDER_ANSWER_MALFORMED', { reason });
  }
  if (value['error'] !== undefined && value['error'] !== null)
    throw makeStreamError(value, failure);
  return value;
}

function makeUsageEvent(
  usage: JsonObject | undefined,
  request: ModelRequest,
  chars: number,
): ModelEvent {
  const inputTokens = usage && readCount(usage, 'prompt_tokens');
  const outputTokens = usage && readCount(usage, 'completion_tokens');
  const cachedInputTokens = usage && readCached(usage);
  return {
    type: 'usage',
    inputTokens: inputTokens ?? estimateInputTokens(request),
    outputTokens: outputTokens ?? estimateTokens(chars),
    ...(cachedInputTokens ? { cachedInputTokens } : {}),
    ...(inputTokens === undefined || outputTokens === undefined ? { isEstimated: true } : {}),
  };
}

/** OpenAI and most others put it into the details; DeepSeek has a name of its own for it. */
function readCached(usage: JsonObject): number | undefined {
  const details = usage['prompt_tokens_details'];
  const detailed = isJsonObject(details) ? readCount(details, 'cached_tokens') : undefined;
  return detailed ?? readCount(usage, 'prompt_cache_hit_tokens');
}

/** Some servers end an answer that calls tools with `stop`, or one that calls none with `tool_calls`. */
export function pickFinishReason(
  reason: FinishReason | undefined,
  callCount: number,
): FinishReason {
  if (callCount > 0 && reason !== 'refusal' && reason !== 'length') return 'tool-calls';
  return reason === undefined || reason === 'tool-calls' ? 'stop' : reason;
}

function makeStreamError(value: JsonObject, failure: FailureMaker): Error {
  const said = readRefusalValue(200, value);
  return makeResponseError({ ...said, status: guessStatus(said.label) }, failure);
}
