import type { FinishReason as GeminiReason, GenerateContentResponse, Part } from '@google/genai';
import { newId } from '../../platform/ids.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import type { FinishReason, ModelEvent, ModelRequest } from '../provider.ts';
import {
  createAnswerBuilder,
  makeReader,
  type AnswerReader,
  type CountedTokens,
} from '../sdk/answer-builder.ts';
import { createAnswerStateBuilder } from './signatures.ts';

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

/** Reads the stream of Gemini. Nothing in it says that it is whole but its end. */
export function createGoogleReader(
  request: ModelRequest,
  failure: FailureMaker,
  emit: (event: ModelEvent) => void,
): AnswerReader<GenerateContentResponse> {
  const builder = createAnswerBuilder(request, failure, emit);
  const state = createAnswerStateBuilder();
  const ids = new Set<string>();
  let reason: string | undefined;
  let isBlocked = false;

  const takeCall = (part: Part): void => {
    const { id, name, args = {} } = part.functionCall ?? {};
    if (name === undefined || name === '') return;
    // Two calls with one id could not be told apart.
    const isGiven = id !== undefined && id !== '' && !ids.has(id);
    const made = isGiven ? id : `call_${newId()}`;
    const place = ids.size;
    ids.add(made);
    // A call that the limit of tokens cut off is not there at all: arguments come whole.
    builder.beginCall(place, made, name);
    builder.addArguments(place, JSON.stringify(args));
    state.addCall(made, isGiven, part.thoughtSignature);
  };
  const takePart = (part: Part): void => {
    if (part.functionCall) {
      takeCall(part);
      return;
    }
    const { text = '', thought, thoughtSignature } = part;
    builder.say(thought === true ? 'reasoning' : 'text', text);
    if (thought !== true && part.text !== undefined) state.addText(text.length, thoughtSignature);
  };

  return makeReader(
    builder,
    (chunk) => {
      builder.begin();
      builder.count(readUsage(chunk.usageMetadata));
      isBlocked ||= chunk.promptFeedback?.blockReason !== undefined;
      const [candidate] = chunk.candidates ?? [];
      reason = candidate?.finishReason ?? reason;
      for (const part of candidate?.content?.parts ?? []) takePart(part);
    },
    () => {
      const ending = findEnding(reason, isBlocked, failure);
      if (ending === undefined) return;
      if (ending !== 'refusal') builder.keep(state.build());
      builder.end(ending);
    },
  );
}

/** Undefined for a stream that ended before its answer did. */
function findEnding(
  reason: string | undefined,
  isBlocked: boolean,
  failure: FailureMaker,
): FinishReason | undefined {
  if (reason === undefined) return isBlocked ? 'refusal' : undefined;
  const known: Readonly<Record<string, Ending | undefined>> = endings;
  const ending = known[reason] ?? 'stop';
  if (ending !== 'unreadable') return ending;
  const words = reason.toLowerCase().replaceAll('_', ' ');
  throw failure.make('PROVIDER_ANSWER_MALFORMED', { reason: `the model ended with "${words}"` });
}

/** Thoughts are output; what a tool of the server read is input. The cached part is in the prompt. */
function readUsage(usage: GenerateContentResponse['usageMetadata']): CountedTokens {
  const prompt = usage?.promptTokenCount;
  const said = usage?.candidatesTokenCount;
  const thought = usage?.thoughtsTokenCount;
  const hasOutput = said !== undefined || thought !== undefined;
  return {
    input: prompt === undefined ? undefined : prompt + (usage?.toolUsePromptTokenCount ?? 0),
    output: hasOutput ? (said ?? 0) + (thought ?? 0) : undefined,
    cached: usage?.cachedContentTokenCount,
  };
}
