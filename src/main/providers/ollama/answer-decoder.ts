import type { ChatResponse } from 'ollama/browser';
import { limits } from '../../../shared/config/limits.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import type { FinishReason, ModelEvent, ModelRequest, ToolCall } from '../provider.ts';
import { estimateInputTokens, estimateTokens } from '../usage-estimate.ts';

/** Turns the lines of one answer into events. Throws AppErrors. */
export interface OllamaDecoder {
  push(line: ChatResponse): ModelEvent[];
}

/** @param makeId makes the ids of calls; Ollama knows them by name and order. */
export function createOllamaDecoder(
  request: ModelRequest,
  failure: FailureMaker,
  makeId: () => string,
): OllamaDecoder {
  const calls: ToolCall[] = [];
  let chars = 0;

  const count = (added: number): void => {
    chars += added;
    const { answerChars, toolCalls } = limits.provider;
    if (chars > answerChars) throw tooLarge(failure, answerChars, 'characters');
    if (calls.length > toolCalls) throw tooLarge(failure, toolCalls, 'tool calls');
  };
  const say = (type: 'text' | 'reasoning', text: string | undefined): ModelEvent[] => {
    if (text === undefined || text === '') return [];
    count(text.length);
    return [{ type, text }];
  };
  const finish = (line: ChatResponse): ModelEvent[] => {
    const reason: FinishReason = line.done_reason === 'length' ? 'length' : 'stop';
    return [
      ...calls.map((call): ModelEvent => ({ type: 'tool-call', call })),
      makeUsage(line, request, chars),
      { type: 'finish', reason: reason === 'stop' && calls.length > 0 ? 'tool-calls' : reason },
    ];
  };

  return {
    push(line) {
      const { message } = line;
      for (const call of message.tool_calls ?? []) {
        const { name, arguments: args } = call.function;
        calls.push({ id: makeId(), name, arguments: args });
        count(JSON.stringify(args).length);
      }
      return [
        ...say('reasoning', message.thinking),
        ...say('text', message.content),
        ...(line.done ? finish(line) : []),
      ];
    },
  };
}

function tooLarge(failure: FailureMaker, limit: number, unit: string): Error {
  return failure.make('PROVIDER_ANSWER_TOO_LARGE', { limit, unit });
}

/** A prompt that was still in the server's memory may not be counted. */
function makeUsage(line: Partial<ChatResponse>, request: ModelRequest, chars: number): ModelEvent {
  const { prompt_eval_count: input, eval_count: output } = line;
  const isEstimated = input === undefined || output === undefined;
  return {
    type: 'usage',
    inputTokens: input ?? estimateInputTokens(request),
    outputTokens: output ?? estimateTokens(chars),
    ...(isEstimated ? { isEstimated } : {}),
  };
}
