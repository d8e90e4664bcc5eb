import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { lazy } from '../../../shared/lazy.ts';
import type { Clock } from '../../platform/clock.ts';
import { createNetGuard, type NetGuard, type Resolver } from '../web/net-guard.ts';
import { readBody } from '../web/read-body.ts';
import { readWebUrl, targetOf } from '../web/read-url.ts';
import { sendRequest } from '../web/web-request.ts';
import { isGranted, privateHosts } from './host-pattern.ts';
import { parseCall } from './parse-call.ts';
import { createSecretFiller, type SecretFiller } from './secret-filler.ts';

export interface HostFetchDeps {
  readonly extension: string;
  readonly hosts: readonly string[];
  readonly secrets: readonly string[];
  /** The value of a secret; undefined when there is none of that name. */
  readonly readSecret: (name: string) => string | undefined;
  /** `tools.web.allowPrivate`. */
  readonly allowPrivate: readonly string[];
  readonly clock: Clock;
  /** The system's when absent; given by tests that let a name change its addresses. */
  readonly resolve?: Resolver | undefined;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const;

const request = lazy(() =>
  z.strictObject({
    url: z.string().max(8_192),
    method: z
      .string()
      .max(10)
      .transform((method) => method.toUpperCase())
      .pipe(z.enum(methods))
      .default('GET'),
    headers: z
      .record(
        z.string().regex(/^[\w-]{1,100}$/),
        z
          .string()
          .max(8_192)
          .regex(/^[^\r\n\0]*$/),
      )
      .default({}),
    body: z.string().max(limits.extensions.requestBytes).optional(),
  }),
);
type FetchRequest = z.output<ReturnType<typeof request>>;

/** What the function gives to the code. */
export interface FetchAnswer {
  readonly status: number;
  readonly ok: boolean;
  /** Where it was found in the end. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** There was more than is taken. */
  readonly isCut: boolean;
}

const redirects = new Set([301, 302, 303, 307, 308]);
/** Headers that this program sets itself, or that would change whom a request is for. */
const ownHeaders = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
]);
/** Not sent on to another origin, as in browsers. */
const personalHeaders = new Set(['authorization', 'cookie', 'proxy-authorization']);

/**
 * `host.fetch` of one extension: only granted hosts, each redirect looked at anew, no private address
 * that is not allowed, bounded in time and size. Secrets go into headers here and are taken out of
 * what comes back.
 */
export function createHostFetch(
  deps: HostFetchDeps,
): (args: unknown, signal: AbortSignal) => Promise<FetchAnswer> {
  const guard = createNetGuard({
    allowPrivate: [...deps.allowPrivate, ...privateHosts(deps.hosts)],
    resolve: deps.resolve,
  });
  return async (args, signal) => {
    const asked = parseCall('fetch', request(), args);
    const { url } = asked;
    const late = new AbortController();
    const seconds = limits.extensions.fetchMs / 1_000;
    const timer = deps.clock.after(limits.extensions.fetchMs, () =>
      late.abort(new AppError('WEB_TIMEOUT', { host: url.slice(0, 200), seconds })),
    );
    const until = AbortSignal.any([signal, late.signal]);
    try {
      return await follow(deps, guard, asked, until);
    } catch (error) {
      until.throwIfAborted();
      throw error;
    } finally {
      timer.cancel();
    }
  };
}

async function follow(
  deps: HostFetchDeps,
  guard: NetGuard,
  first: FetchRequest,
  signal: AbortSignal,
): Promise<FetchAnswer> {
  const filler = createSecretFiller(deps);
  let { method, body, headers } = first;
  let url = readWebUrl(first.url);
  for (let hops = 0; ; hops += 1) {
    if (!isGranted(url, deps.hosts))
      throw new AppError('EXTENSION_NOT_GRANTED', { name: deps.extension, what: url.host });
    const admitted = await guard.admit(targetOf(url), signal);
    const filled = fillHeaders(headers, filler, url);
    const answer = await sendRequest({
      ...{ url, method, body, admitted, signal },
      headers: filled,
    });
    const next = nextUrl(answer, url);
    if (!next) return await readAnswer(answer, url, filler);
    answer.destroy();
    if (hops >= limits.extensions.redirects)
      throw new AppError('WEB_REDIRECTS', {
        host: url.hostname,
        count: limits.extensions.redirects,
      });
    // As the standard of fetch has it: what was sent is not sent again, but for 307 and 308.
    const isKept = answer.statusCode === 307 || answer.statusCode === 308;
    if (!isKept && method !== 'HEAD') [method, body] = ['GET', undefined];
    if (next.origin !== url.origin) headers = impersonal(headers);
    url = next;
  }
}

function fillHeaders(
  headers: Readonly<Record<string, string>>,
  filler: SecretFiller,
  url: URL,
): Readonly<Record<string, string>> {
  const entries = Object.entries(headers).filter(([name]) => !ownHeaders.has(name.toLowerCase()));
  return {
    'User-Agent': 'OpenClaw-Desktop extension',
    'Accept-Encoding': 'gzip, deflate, br',
    ...Object.fromEntries(entries.map(([name, value]) => [name, filler.fill(value, url)])),
  };
}

/** Without what says who asks. */
function impersonal(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name, value]) => !personalHeaders.has(name.toLowerCase()) && !value.includes('{{secret:'),
    ),
  );
}

function nextUrl(answer: IncomingMessage, from: URL): URL | undefined {
  const { location } = answer.headers;
  if (!redirects.has(answer.statusCode ?? 0) || location === undefined) return undefined;
  try {
    return readWebUrl(URL.parse(location, from.href)?.href ?? location);
  } catch (error) {
    answer.destroy();
    throw error;
  }
}

async function readAnswer(
  answer: IncomingMessage,
  url: URL,
  filler: SecretFiller,
): Promise<FetchAnswer> {
  const status = answer.statusCode ?? 0;
  const headers = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
    value === undefined || name === 'set-cookie' ? [] : [[name, filler.hide(String(value))]],
  );
  const { bytes, isCut } = await readBody(answer, url.hostname, limits.extensions.fetchBytes);
  return {
    status,
    ok: status >= 200 && status < 300,
    url: url.href,
    headers: Object.fromEntries(headers),
    text: filler.hide(bytes.toString('utf8')),
    isCut,
  };
}
