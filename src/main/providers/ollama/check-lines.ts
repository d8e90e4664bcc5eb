import { isJsonObject, parseJson, readText } from '../json-value.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import { makeOllamaError } from './ollama-error.ts';

/**
 * Looks at each line of a stream before the library does: that one passes over what it cannot read
 * with a word to the console, and an answer would go on with a hole in it. Throws AppErrors.
 */
export function createLineCheck(failure: FailureMaker): (chunk: Buffer) => void {
  const decoder = new TextDecoder();
  let rest = '';
  return (chunk) => {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') checkLine(line, failure);
  };
}

function checkLine(line: string, failure: FailureMaker): void {
  const value = parseJson(line);
  if (isJsonObject(value)) {
    if (value['error'] !== undefined) {
      throw makeOllamaError({ status: 500, text: line, retryAfterMs: undefined }, failure);
    }
    if (isJsonObject(value['message']) && hasUsableCalls(value['message'])) return;
  }
  const reason = `not a line of an answer${failure.quote(line.slice(0, 80))}`;
  throw failure.make('PROVIDER_ANSWER_MALFORMED', { reason });
}

function hasUsableCalls(message: Readonly<Record<string, unknown>>): boolean {
  const calls = message['tool_calls'];
  if (calls === undefined || calls === null) return true;
  return (
    Array.isArray(calls) &&
    calls.every((call: unknown) => {
      const made = isJsonObject(call) ? call['function'] : undefined;
      const isNamed = isJsonObject(made) && readText(made, 'name') !== undefined;
      return isNamed && isJsonObject(made['arguments']);
    })
  );
}
