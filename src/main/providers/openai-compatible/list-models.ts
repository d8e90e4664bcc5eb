import type { IncomingMessage } from 'node:http';
import { limits } from '../../../shared/config/limits.ts';
import type { AppError } from '../../../shared/errors/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { isJsonObject, parseJson, readCount, readText } from '../json-value.ts';
import type { ModelInfo } from '../provider.ts';
import type { FailureMaker } from './failure.ts';
import type { HttpTarget } from './http-target.ts';
import { makeLineError } from './line-error.ts';
import { readBounded } from './read-bounded.ts';
import { makeResponseError, readRefusal } from './response-error.ts';
import { readRetryAfterMs } from './retry-after.ts';

interface Asking {
  readonly target: HttpTarget;
  readonly clock: Clock;
  readonly failure: FailureMaker;
}

/** Asks `GET /models`. Undefined when the server has no such list. */
export function fetchModels(
  { target, clock, failure }: Asking,
  signal: AbortSignal,
): Promise<readonly ModelInfo[] | undefined> {
  return new Promise((resolve, reject) => {
    let hasResponse = false;
    const request = openList(target, failure, (response) => {
      hasResponse = true;
      readBounded(response, limits.provider.modelListBytes, (text, isWhole, error) => {
        settle(() => {
          if (error) throw makeLineError(error, true, failure);
          if (!isWhole) throw tooLarge(failure);
          return readListAnswer(response, text, failure, clock);
        });
      });
    });
    /** What comes after the first time has no effect, as with any promise. */
    const settle = (getResult: () => readonly ModelInfo[] | undefined): void => {
      timer.cancel();
      signal.removeEventListener('abort', abort);
      request.destroy();
      try {
        resolve(getResult());
      } catch (error) {
        reject(error instanceof Error ? error : new Error('aborted', { cause: error }));
      }
    };
    const settleWith = (makeError: () => unknown): void =>
      settle(() => {
        throw makeError();
      });
    const abort = (): void => settleWith(() => signal.reason);
    const seconds = limits.provider.modelListMs / 1_000;
    const timer = clock.after(limits.provider.modelListMs, () =>
      settleWith(() => failure.make('PROVIDER_SILENT', { seconds })),
    );
    request.on('error', (error) => settleWith(() => makeLineError(error, hasResponse, failure)));
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  });
}

function readListAnswer(
  response: IncomingMessage,
  text: string,
  failure: FailureMaker,
  clock: Clock,
): readonly ModelInfo[] | undefined {
  const status = response.statusCode ?? 0;
  if (status === 404 || status === 405 || status === 501) return undefined;
  if (status !== 200) {
    const retryAfterMs = readRetryAfterMs(response.headers, clock.now());
    throw makeResponseError(readRefusal(status, text, retryAfterMs), failure);
  }
  const models = readModelList(parseJson(text));
  if (models) return models;
  throw failure.make('PROVIDER_ANSWER_MALFORMED', { reason: 'this is no list of models' });
}

function openList(
  target: HttpTarget,
  failure: FailureMaker,
  onResponse: Parameters<HttpTarget['open']>[1],
): ReturnType<HttpTarget['open']> {
  try {
    return target.open({ method: 'GET', path: '/models', accept: 'application/json' }, onResponse);
  } catch (error) {
    throw failure.make('PROVIDER_KEY_UNUSABLE', {}, { cause: error });
  }
}

/** Reads `{data: [{id}]}`, `{models: [{name}]}` or a bare list; undefined for anything else. */
export function readModelList(value: unknown): readonly ModelInfo[] | undefined {
  const list = isJsonObject(value) ? (value['data'] ?? value['models']) : value;
  if (!Array.isArray(list)) return undefined;
  const models: ModelInfo[] = [];
  for (const entry of list.slice(0, limits.provider.modelListEntries)) {
    if (!isJsonObject(entry)) continue;
    const id = readText(entry, 'id') ?? readText(entry, 'name');
    if (id !== undefined) models.push({ id, contextWindow: readContextWindow(entry) });
  }
  return models;
}

/** The names that OpenRouter, Groq, vLLM and Mistral have for it. */
function readContextWindow(entry: Readonly<Record<string, unknown>>): number | undefined {
  const names = ['context_length', 'context_window', 'max_model_len', 'max_context_length'];
  for (const name of names) {
    const count = readCount(entry, name);
    if (count !== undefined && count > 0) return count;
  }
  return undefined;
}

function tooLarge(failure: FailureMaker): AppError {
  const values = { limit: limits.provider.modelListBytes, unit: 'bytes' };
  return failure.make('PROVIDER_ANSWER_TOO_LARGE', values);
}
