import type { ChatResponse } from 'ollama/browser';
import { newId } from '../../platform/ids.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import type { ModelEvent, ModelRequest } from '../provider.ts';
import { createAnswerBuilder, makeReader, type AnswerReader } from '../sdk/answer-builder.ts';

/** Reads the lines of Ollama's chat. Ids are ours: Ollama knows calls by name and order. */
export function createOllamaReader(
  request: ModelRequest,
  failure: FailureMaker,
  emit: (event: ModelEvent) => void,
): AnswerReader<ChatResponse> {
  const builder = createAnswerBuilder(request, failure, emit);
  let calls = 0;
  return makeReader(builder, (line) => {
    builder.begin();
    const { content, thinking, tool_calls: called = [] } = line.message;
    for (const { function: made } of called) {
      const place = calls++;
      builder.beginCall(place, `call_${newId()}`, made.name);
      builder.addArguments(place, JSON.stringify(made.arguments));
    }
    builder.say('reasoning', thinking ?? '');
    builder.say('text', content);
    if (!line.done) return;
    // A prompt that was still in the server's memory may not be counted.
    const { prompt_eval_count: input, eval_count: output }: Partial<ChatResponse> = line;
    builder.count({ input, output });
    builder.end(line.done_reason === 'length' ? 'length' : 'stop');
    builder.complete();
  });
}
