import { ClientError, localError } from './client-error.ts';

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
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : body;
  if (typeof error === 'object' && error !== null && 'code' in error && 'message' in error) {
    return new ClientError({
      code: String(error.code),
      message: String(error.message),
      hint: 'hint' in error ? String(error.hint) : undefined,
    });
  }
  return status === 401 || status === 403
    ? new ClientError({ code: 'AUTH_CODE_INVALID', message: 'The sign-in code is not valid.' })
    : localError('CLIENT_SIGN_IN_FAILED', `HTTP ${status}`);
}
