import type { IncomingMessage } from 'node:http';
import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { readContentType, sniffKind, type ContentType } from './content-kind.ts';
import type { NetGuard } from './net-guard.ts';
import { readBody } from './read-body.ts';
import { readWebUrl, targetOf } from './read-url.ts';
import { sendRequest, unreachable } from './web-request.ts';

/** A page as it came. */
export interface FetchedPage {
  /** Where it was found in the end. */
  readonly url: URL;
  readonly status: number;
  readonly type: ContentType;
  /** Empty for what is not text. */
  readonly bytes: Buffer;
  readonly isCut: boolean;
  /** As the server says, in bytes, packed. */
  readonly announcedBytes: number | undefined;
  readonly lastModified: string | undefined;
  /** Each further address the server sent us to, and what is to be said about it. */
  readonly hops: readonly string[];
}

export interface FetchDeps {
  readonly guard: NetGuard;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

const redirects = new Set([301, 302, 303, 307, 308]);

const headers = {
  'User-Agent': 'Mozilla/5.0 (compatible; OpenClaw-Desktop)',
  Accept: 'text/html,application/xhtml+xml,text/plain;q=0.9,application/json;q=0.9,*/*;q=0.5',
  'Accept-Encoding': 'gzip, deflate, br',
  'Accept-Language': 'en;q=0.9,*;q=0.5',
};

/**
 * Gets a page. Follows redirects, each of them checked by the guard like the first address; the whole
 * takes no longer than `timeoutMs`, and no more than `maxBytes` of it are kept.
 *
 * @throws AppError of the area WEB_, or the signal's reason
 */
export async function fetchPage(
  address: string,
  deps: FetchDeps,
  signal: AbortSignal,
): Promise<FetchedPage> {
  const first = readWebUrl(address);
  const late = new AbortController();
  const seconds = deps.timeoutMs / 1_000;
  const timer = deps.clock.after(deps.timeoutMs, () =>
    late.abort(new AppError('WEB_TIMEOUT', { host: first.hostname, seconds })),
  );
  const until = AbortSignal.any([signal, late.signal]);
  try {
    return await follow(first, deps, until);
  } catch (error) {
    // Whatever broke because time was over is told as that.
    until.throwIfAborted();
    throw error;
  } finally {
    timer.cancel();
  }
}

async function follow(first: URL, deps: FetchDeps, signal: AbortSignal): Promise<FetchedPage> {
  const hops: string[] = [];
  for (let url = first; ;) {
    const admitted = await deps.guard.admit(targetOf(url), signal);
    const answer = await sendRequest({ url, headers, admitted, signal });
    const next = nextUrl(answer, url);
    if (next === undefined) return await readPage(answer, url, hops, deps);
    answer.destroy();
    if (hops.length >= limits.web.redirects)
      throw new AppError('WEB_REDIRECTS', { host: first.hostname, count: limits.web.redirects });
    const isDowngrade = url.protocol === 'https:' && next.protocol === 'http:';
    hops.push(isDowngrade ? `${next.href} (no longer encrypted)` : next.href);
    url = next;
  }
}

function nextUrl(answer: IncomingMessage, from: URL): URL | undefined {
  const { location } = answer.headers;
  if (!redirects.has(answer.statusCode ?? 0) || location === undefined) return undefined;
  try {
    // Node reads headers as latin1; a location is UTF-8 where it is not ASCII.
    const text = Buffer.from(location, 'latin1').toString('utf8');
    const next = readWebUrl(URL.parse(text, from.href)?.href ?? text);
    if (next.hash === '') next.hash = from.hash;
    return next;
  } catch (error) {
    answer.destroy();
    throw error;
  }
}

async function readPage(
  answer: IncomingMessage,
  url: URL,
  hops: readonly string[],
  { maxBytes }: FetchDeps,
): Promise<FetchedPage> {
  const type = readContentType(answer.headers['content-type']);
  const announced = Number(answer.headers['content-length'] ?? Number.NaN);
  const head = {
    ...{ url, hops },
    status: answer.statusCode ?? 0,
    announcedBytes: Number.isSafeInteger(announced) ? announced : undefined,
    lastModified: answer.headers['last-modified'],
  };
  if (type.kind === 'other') {
    answer.destroy();
    return { ...head, type: { ...type, kind: 'other' }, bytes: Buffer.alloc(0), isCut: false };
  }
  const { bytes, isCut } = await readBody(answer, url.hostname, maxBytes).catch(
    (error: unknown): never => {
      throw error instanceof AppError ? error : unreachable(url.hostname, error);
    },
  );
  const kind = type.kind ?? sniffKind(bytes);
  return {
    ...head,
    type: { ...type, kind },
    bytes: kind === 'other' ? Buffer.alloc(0) : bytes,
    isCut,
  };
}
