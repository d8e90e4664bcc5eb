import { newId } from '../../platform/ids.ts';
import { createSizeGuard, pickFinishReason } from '../openai-compatible/answer-decoder.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import { createToolCallMerger } from '../openai-compatible/tool-call-merger.ts';
import type { FinishReason, ModelEvent, ModelRequest } from '../provider.ts';
import { estimateInputTokens, estimateTokens } from '../usage-estimate.ts';

/** Turns the events of one vendor's stream into ours. Throws AppErrors. */
export interface AnswerReader<E> {
  push(event: E): void;
  /** A word, a thought or a piece of a tool call has come, or the model has begun to think. */
  readonly hasContent: boolean;
  /** Anything that belongs to an answer has come. */
  readonly hasBegun: boolean;
  /** The model is thinking and need not say anything meanwhile. */
  readonly isThinking: boolean;
  /** The model has said why it ended; only usage may still come. */
  readonly hasFinished: boolean;
  /** The last event of the protocol has come. */
  readonly isComplete: boolean;
  /** The stream has ended in good order; where no event says so, this is the end of the answer. */
  close(): void;
  /** Hands out the tool calls, the state, the usage and the end. */
  finish(): void;
}

/** Tokens as a vendor counts them; what it does not say is undefined. */
export interface CountedTokens {
  /** All of the input, cached or not. */
  readonly input?: number | undefined;
  readonly output?: number | undefined;
  /** Of the input, what was read from the vendor's cache. */
  readonly cached?: number | undefined;
  /** Of the input, what was written to it. */
  readonly cacheWritten?: number | undefined;
}

/** What the readers of all vendors have in common. */
export interface AnswerBuilder {
  begin(): void;
  say(type: 'text' | 'reasoning', text: string): void;
  think(isThinking: boolean): void;
  refuse(): void;
  /** The beginning of a call; `key` is the place the vendor gives it. */
  beginCall(key: number, id: string, name: string): void;
  addArguments(key: number, text: string): void;
  /** What the provider wants back; kept only when there is anything to keep. */
  keep(state: unknown): void;
  /** What was counted before stays where nothing new is said. */
  count(tokens: CountedTokens): void;
  end(reason: FinishReason): void;
  complete(): void;
  readonly hasContent: boolean;
  readonly hasBegun: boolean;
  readonly isThinking: boolean;
  readonly hasFinished: boolean;
  readonly isComplete: boolean;
  finish(): void;
}

/** @param emit gets each event as soon as it is known. */
export function createAnswerBuilder(
  request: ModelRequest,
  failure: FailureMaker,
  emit: (event: ModelEvent) => void,
): AnswerBuilder {
  const calls = createToolCallMerger(() => `call_${newId()}`);
  const size = createSizeGuard(failure);
  let hasBegun = false;
  let hasThought = false;
  let isThinking = false;
  let isComplete = false;
  let isRefusal = false;
  let reason: FinishReason | undefined;
  let state: unknown;
  let tokens: CountedTokens = {};

  const addFragment = (index: number, id: string | undefined, name: string, text: string): void => {
    size.addChars(calls.add({ index, id, function: { name, arguments: text } }));
    size.checkCalls(calls.count);
  };

  return {
    begin: () => void (hasBegun = true),
    say(type, text) {
      if (text === '') return;
      size.addChars(text.length);
      emit({ type, text });
    },
    think(value) {
      hasThought ||= value;
      isThinking = value;
    },
    refuse: () => void (isRefusal = true),
    beginCall: (key, id, name) => addFragment(key, id, name, ''),
    addArguments: (key, text) => addFragment(key, undefined, '', text),
    keep: (value) => void (state = value),
    count(counted) {
      const known = Object.entries(counted).filter(([, count]) => typeof count === 'number');
      tokens = { ...tokens, ...Object.fromEntries(known) };
    },
    end: (value) => void (reason = value),
    complete: () => void (isComplete = true),
    get hasContent() {
      return hasThought || size.chars > 0 || calls.count > 0;
    },
    get hasBegun() {
      return hasBegun;
    },
    get isThinking() {
      return isThinking;
    },
    get hasFinished() {
      return reason !== undefined;
    },
    get isComplete() {
      return isComplete;
    },
    finish() {
      const whole = isRefusal || reason === 'refusal' ? [] : calls.take(reason === 'length');
      for (const call of whole) emit({ type: 'tool-call', call });
      if (state !== undefined) emit({ type: 'state', data: state });
      emit(makeUsage(tokens, request, size.chars));
      const finished = isRefusal ? 'refusal' : pickFinishReason(reason, whole.length);
      emit({ type: 'finish', reason: finished });
    },
  };
}

function makeUsage(
  { input, output, cached, cacheWritten }: CountedTokens,
  request: ModelRequest,
  chars: number,
): ModelEvent {
  return {
    type: 'usage',
    inputTokens: input ?? estimateInputTokens(request),
    outputTokens: output ?? estimateTokens(chars),
    ...(cached ? { cachedInputTokens: cached } : {}),
    ...(cacheWritten ? { cacheWriteInputTokens: cacheWritten } : {}),
    ...(input === undefined || output === undefined ? { isEstimated: true } : {}),
  };
}

/** A reader is a builder with `push`; getters have to stay getters. */
export function makeReader<E>(
  builder: AnswerBuilder,
  push: (event: E) => void,
  close: () => void = () => undefined,
): AnswerReader<E> {
  return {
    push,
    close,
    get hasContent() {
      return builder.hasContent;
    },
    get hasBegun() {
      return builder.hasBegun;
    },
    get isThinking() {
      return builder.isThinking;
    },
    get hasFinished() {
      return builder.hasFinished;
    },
    get isComplete() {
      return builder.isComplete;
    },
    finish: () => builder.finish(),
  };
}
