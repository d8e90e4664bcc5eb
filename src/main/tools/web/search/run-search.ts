import { limits } from '../../../../shared/config/limits.ts';
import { AppError } from '../../../../shared/errors/index.ts';
import type { Clock } from '../../../platform/clock.ts';
import { createNetGuard, type Resolver } from '../net-guard.ts';
import { readBody } from '../read-body.ts';
import { targetOf } from '../read-url.ts';
import { sendRequest, unreachable } from '../web-request.ts';
import type { ChosenSearch } from './choose-search.ts';
import type { SearchHit } from './search-provider.ts';

export interface RunSearchDeps {
  readonly clock: Clock;
  readonly resolve?: Resolver | undefined;
}

/**
 * Asks one provider. Redirects are not followed: they would carry the key elsewhere.
 *
 * @throws AppError of the areas SEARCH_ and WEB_, or the signal's reason
 */
export async function runSearch(
  chosen: ChosenSearch,
  text: string,
  count: number,
  deps: RunSearchDeps,
  signal: AbortSignal,
): Promise<readonly SearchHit[]> {
  const { status, body } = await sendInTime(chosen, text, count, deps, signal);
  if (status !== 200) throw refusal(chosen, status, body);
  const answer = chosen.provider.answer().safeParse(parseJson(body));
  if (answer.success) return answer.data.slice(0, count);
  const [issue] = answer.error.issues;
  const reason = issue ? `${issue.path.join('.') || 'the answer'}: ${issue.message}` : '';
  throw new AppError('SEARCH_ANSWER_INVALID', { provider: chosen.name, reason });
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

async function sendInTime(
  { provider, baseUrl, apiKey }: ChosenSearch,
  text: string,
  count: number,
  { clock, resolve }: RunSearchDeps,
  signal: AbortSignal,
): Promise<Answer> {
  const request = provider.ask({ text, count, apiKey });
  const url = new URL(baseUrl + request.path);
  const target = targetOf(url);
  // The owner configured this very place, wherever it is.
  const guard = createNetGuard({
    allowPrivate: [url.host, `${url.hostname}:${target.port}`],
    resolve,
  });
  const late = new AbortController();
  const seconds = limits.web.searchMs / 1_000;
  const timer = clock.after(limits.web.searchMs, () =>
    late.abort(new AppError('WEB_TIMEOUT', { host: target.host, seconds })),
  );
  const until = AbortSignal.any([signal, late.signal]);
  try {
    const admitted = await guard.admit(target, until);
    const headers = {
      Accept: 'application/json',
      'Accept-Encoding': 'gzip',
      'User-Agent': 'OpenClaw-Desktop',
      ...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...request.headers,
    };
    const message = await sendRequest({ ...request, url, headers, admitted, signal: until });
    const { bytes } = await readBody(message, target.host, limits.web.searchBytes);
    return { status: message.statusCode ?? 0, body: bytes.toString('utf8') };
  } catch (error) {
    until.throwIfAborted();
    throw error instanceof AppError ? error : unreachable(target.host, error);
  } finally {
    timer.cancel();
  }
}

function refusal({ name, provider }: ChosenSearch, status: number, body: string): AppError {
  if (status === 429) return new AppError('SEARCH_LIMITED', { provider: name });
  const said = provider.failure().safeParse(parseJson(body));
  const reason = said.success ? said.data.slice(0, 300) : '';
  return new AppError('SEARCH_REFUSED', { provider: name, status, reason });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
