import type { FinishReason as GeminiReason, GenerateContentResponse, Part } from '@google/genai';
import { limits } from '../../../shared/config/limits.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import type { FinishReason, ModelEvent, ModelRequest, ToolCall } from '../provider.ts';
import { estimateInputTokens, estimateTokens } from '../usage-estimate.ts';
import { createAnswerStateBuilder } from './signatures.ts';

/** Turns the chunks of one answer into events. Throws AppErrors. */
export interface GoogleDecoder {
  push(chunk: GenerateContentResponse): ModelEvent[];
  /** What comes after the last chunk: the calls, the state, the usage and the end. */
  finish(): ModelEvent[];
}

type Ending = FinishReason | 'unreadable';

/** As published under "FinishReason" (ai.google.dev/api/generate-content). */
const endings: Readonly<Partial<Record<`${GeminiReason}`, Ending>>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  CONTINUATION: 'length',
  SAFETY: 'refusal',
  RECITATION: 'refusal',
  LANGUAGE: 'refusal',
  BLOCKLIST: 'refusal',
  PROHIBITED_CONTENT: 'refusal',
  SPII: 'refusal',
  IMAGE_SAFETY: 'refusal',
  IMAGE_PROHIBITED_CONTENT: 'refusal',
  IMAGE_RECITATION: 'refusal',
  MALFORMED_FUNCTION_CALL: 'unreadable',
  UNEXPECTED_TOOL_CALL: 'unreadable',
  TOO_MANY_TOOL_CALLS: 'unreadable',
  MALFORMED_RESPONSE: 'unreadable',
};

/** @param makeId makes ids for the calls of models that give none. */
export function createGoogleDecoder(
  request: ModelRequest,
  failure: FailureMaker,
  makeId: () => string,
): GoogleDecoder {
  const calls: ToolCall[] = [];
  const state = createAnswerStateBuilder();
  let chars = 0;
  let hasBegun = false;
  let reason: string | undefined;
  let isBlocked = false;
  let usage: GenerateContentResponse['usageMetadata'];

  const count = (added: number): void => {
    chars += added;
    const { answerChars: limit } = limits.provider;
    if (chars > limit) {
      throw failure.make('PROVIDER_ANSWER_TOO_LARGE', { limit, unit: 'characters' });
    }
  };
  const takeCall = (part: Part): void => {
    const { id, name, args = {} } = part.functionCall ?? {};
    if (name === undefined || name === '') return;
    count(JSON.stringify(args).length);
    const { toolCalls: limit } = limits.provider;
    if (calls.length >= limit) {
      throw failure.make('PROVIDER_ANSWER_TOO_LARGE', { limit, unit: 'tool calls' });
    }
    // Two calls with one id could not be told apart.
    const isGiven = id !== undefined && id !== '' && calls.every((call) => call.id !== id);
    const call = { id: isGiven ? id : makeId(), name, arguments: args };
    calls.push(call);
    state.addCall(call.id, isGiven, part.thoughtSignature);
  };
  const takePart = (part: Part): ModelEvent[] => {
    if (part.functionCall) {
      takeCall(part);
      return [];
    }
    const text = part.text ?? '';
    count(text.length);
    if (part.thought === true) return text === '' ? [] : [{ type: 'reasoning', text }];
    if (part.text !== undefined) state.addText(text.length, part.thoughtSignature);
    return text === '' ? [] : [{ type: 'text', text }];
  };

  return {
    push(chunk) {
      hasBegun = true;
      usage = chunk.usageMetadata ?? usage;
      isBlocked ||= chunk.promptFeedback?.blockReason !== undefined;
      const [candidate] = chunk.candidates ?? [];
      reason = candidate?.finishReason ?? reason;
      return (candidate?.content?.parts ?? []).flatMap(takePart);
    },
    finish() {
      const ending = findEnding(reason, isBlocked, hasBegun, failure);
      // A call that the limit of tokens cut off is not there at all: arguments come whole.
      const kept = ending === 'refusal' ? [] : calls;
      const data = ending === 'refusal' ? undefined : state.build();
      return [
        ...kept.map((call): ModelEvent => ({ type: 'tool-call', call })),
        ...(data ? [{ type: 'state', data } as const] : []),
        makeUsage(usage, request, chars),
        { type: 'finish', reason: ending === 'stop' && kept.length > 0 ? 'tool-calls' : ending },
      ];
    },
  };
}

function findEnding(
  reason: string | undefined,
  isBlocked: boolean,
  hasBegun: boolean,
  failure: FailureMaker,
): FinishReason {
  if (reason === undefined) {
    if (isBlocked) return 'refusal';
    throw failure.make(hasBegun ? 'PROVIDER_ANSWER_CUT' : 'PROVIDER_ANSWER_EMPTY');
  }
  const known: Readonly<Record<string, Ending | undefined>> = endings;
  const ending = known[reason] ?? 'stop';
  if (ending !== 'unreadable') return ending;
  const words = reason.toLowerCase().replaceAll('_', ' ');
  throw failure.make('PROVIDER_ANSWER_MALFORMED', { reason: `the model ended with "${words}"` });
}

function makeUsage(
  usage: GenerateContentResponse['usageMetadata'],
  request: ModelRequest,
  chars: number,
): ModelEvent {
  const prompt = usage?.promptTokenCount;
  const said = usage?.candidatesTokenCount;
  const thought = usage?.thoughtsTokenCount;
  const output =
    said === undefined && thought === undefined ? undefined : (said ?? 0) + (thought ?? 0);
  const isEstimated = prompt === undefined || (output === undefined && chars > 0);
  return {
    type: 'usage',
    inputTokens:
      prompt === undefined
        ? estimateInputTokens(request)
        : prompt + (usage?.toolUsePromptTokenCount ?? 0),
    outputTokens: output ?? estimateTokens(chars),
    ...(isEstimated ? { isEstimated } : {}),
  };
}
