import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import { isJsonObject, readText } from '../json-value.ts';
import type { FinishReason, ModelEvent, ModelRequest } from '../provider.ts';
import { createAnswerBuilder, makeReader, type AnswerReader } from '../sdk/answer-builder.ts';

type Choice = ChatCompletionChunk['choices'][number];

/** Reads the stream of Chat Completions. */
export function createChatReader(
  request: ModelRequest,
  failure: FailureMaker,
  emit: (event: ModelEvent) => void,
): AnswerReader<ChatCompletionChunk> {
  const builder = createAnswerBuilder(request, failure, emit);

  const takeDelta = (delta: Choice['delta']): void => {
    // Not in the protocol of the vendor, but many a proxy in front of it sends thoughts this way.
    if (isJsonObject(delta)) builder.say('reasoning', readText(delta, 'reasoning_content') ?? '');
    builder.say('text', delta.content ?? '');
    if (delta.refusal) {
      builder.refuse();
      builder.say('text', delta.refusal);
    }
    for (const { index, id, function: called } of delta.tool_calls ?? []) {
      if (id !== undefined) builder.beginCall(index, id, called?.name ?? '');
      builder.addArguments(index, called?.arguments ?? '');
    }
  };

  return makeReader(builder, (chunk) => {
    builder.begin();
    if (chunk.usage) {
      builder.count({
        input: chunk.usage.prompt_tokens,
        output: chunk.usage.completion_tokens,
        cached: chunk.usage.prompt_tokens_details?.cached_tokens,
      });
    }
    const [choice] = chunk.choices;
    if (!choice) return;
    takeDelta(choice.delta);
    if (choice.finish_reason) builder.end(mapReason(choice.finish_reason));
  });
}

function mapReason(reason: NonNullable<Choice['finish_reason']>): FinishReason {
  switch (reason) {
    case 'length':
      return 'length';
    case 'content_filter':
      return 'refusal';
    case 'tool_calls':
    case 'function_call':
      return 'tool-calls';
    default:
      return 'stop';
  }
}
