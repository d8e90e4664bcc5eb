import { AppError } from '../../shared/errors/index.ts';
import type { ModelEvent, ModelRequest, Provider, ProviderDeps } from './provider.ts';
import { estimateInputTokens, estimateTokens } from './usage-estimate.ts';

/*
 * Copy this file into a folder of its own to add a family of models:
 * 1. Write `stream`: text as it comes, whole tool calls after it, usage, finish.
 * 2. Turn every failure into an AppError of the provider registry; its kind decides about retries.
 * 3. Add the protocol to `providerApis` in the config and to `loadFactory`.
 * 4. Let it pass `describeProvider`.
 */

/** Says the last message again. Everything a provider needs from outside is in its deps. */
export function createParrot({ monitor, config }: ProviderDeps): Provider {
  return {
    async *stream(request, signal): AsyncGenerator<ModelEvent> {
      // Whatever waits passes the signal on; between two pieces it is looked at.
      signal.throwIfAborted();
      const answer = findAnswer(request);
      if (answer instanceof AppError) {
        // The monitor hears of every failure but an abort, so that it can be shown.
        monitor.failed(request.model, answer);
        throw answer;
      }
      for (const event of answer) {
        yield event;
        await Promise.resolve();
        signal.throwIfAborted();
      }
      monitor.worked(request.model);
    },
    listModels: () => Promise.resolve([{ id: 'parrot' }, ...config.models.map((id) => ({ id }))]),
    close: () => undefined,
  };
}

function findAnswer(request: ModelRequest): readonly ModelEvent[] | AppError {
  const results = request.messages.filter((message) => message.role === 'tool');
  if (results.length === 0 && request.tools.length > 0) return callEveryTool(request);
  const said = results.length > 0 ? results : request.messages.slice(-1);
  const text = said.map((message) => message.text).join(' ');
  if (text === '') return new AppError('PROVIDER_ANSWER_EMPTY', { provider: 'parrot', model: '' });
  const words = text.split(/(?<= )/);
  return [
    ...words.map((word) => ({ type: 'text' as const, text: word })),
    ...end(request, text, 'stop'),
  ];
}

function callEveryTool(request: ModelRequest): readonly ModelEvent[] {
  const calls = request.tools.map(({ name }, index) => ({
    type: 'tool-call' as const,
    call: { id: `call-${index}`, name, arguments: {} },
  }));
  return [...calls, ...end(request, JSON.stringify(calls), 'tool-calls')];
}

/** Servers that count tokens are believed; others are estimated, and it is said. */
function end(request: ModelRequest, text: string, reason: 'stop' | 'tool-calls'): ModelEvent[] {
  const inputTokens = estimateInputTokens(request);
  const outputTokens = estimateTokens(text.length);
  return [
    { type: 'usage', inputTokens, outputTokens, isEstimated: true },
    { type: 'finish', reason },
  ];
}
