import { isRecord } from '../../shared/is-record.ts';
import { errorShape } from '../../shared/protocol/frames.ts';
import { localError, wireError, type ClientError } from './client-error.ts';

/** A sign-in code at the end of a link, or by itself; undefined when there is none. */
export function readSignInCode(text: string): string | undefined {
  const trimmed = text.trim();
  const match = /#(?:.*&)?code=([A-Za-z0-9_-]{4,256})/.exec(trimmed);
  if (match) return match[1];
  return /^[A-Za-z0-9_-]{4,256}$/.test(trimmed) ? trimmed : undefined;
}

/** The part of `window` that is used. */
interface PageAddress {
  readonly location: { readonly hash: string; readonly pathname: string; readonly search: string };
  readonly history: { replaceState(data: unknown, unused: string, url: string): void };
}

/** Takes the one-time code out of the address bar and the history, before anything else runs. */
export function takeCodeFromAddress(page: PageAddress): string | undefined {
  const { hash, pathname, search } = page.location;
  if (!/[#&]code=/.test(hash)) return undefined;
  page.history.replaceState(null, '', pathname + search);
  return readSignInCode(hash);
}

/**
 * Trades a one-time code for the cookie that signs this browser in.
 * @throws ClientError with the gateway's code, or `CLIENT_SIGN_IN_FAILED`
 */
export async function signIn(code: string, request: typeof fetch = fetch): Promise<void> {
  const response = await request('auth/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
    credentials: 'same-origin',
  }).catch(() => undefined);
  if (!response) throw localError('CLIENT_SIGN_IN_FAILED');
  if (response.ok) return;
  throw readRefusal(await response.json().catch(() => undefined), response.status);
}

function readRefusal(body: unknown, status: number): ClientError {
  const refusal = errorShape().safeParse(isRecord(body) ? body['error'] : undefined);
  return refusal.success
    ? wireError(refusal.data)
    : localError('CLIENT_SIGN_IN_FAILED', `HTTP ${status}`);
}
