import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import { lazy } from '../../shared/lazy.ts';
import type { AttemptLimiter } from './attempt-limiter.ts';
import { toErrorShape } from './error-shape.ts';
import { sendJson } from './http-answer.ts';
import { isSameOrigin } from './origin.ts';
import { clearSessionCookie, readSessionCookies, writeSessionCookie } from './session-cookie.ts';
import type { WebSessions } from './web-sessions.ts';

export interface SessionEndpointDeps {
  readonly sessions: WebSessions;
  readonly limiter: AttemptLimiter;
}

export const sessionMethods = ['GET', 'HEAD', 'POST', 'DELETE'] as const;

const body = lazy(() => z.strictObject({ code: z.string().min(1).max(256) }));

/**
 * `/auth/session`: POST turns a one-time code into the cookie of a session, GET says whether this
 * browser has one, DELETE signs it out.
 */
export async function serveSession(
  deps: SessionEndpointDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  switch (request.method) {
    case 'POST':
      await signIn(deps, request, response);
      return;
    case 'DELETE':
      signOut(deps, request, response);
      return;
    default:
      sendJson(request, response, 200, { signedIn: isSignedIn(deps, request) });
  }
}

async function signIn(
  deps: SessionEndpointDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    checkOrigin(request);
    const address = request.socket.remoteAddress ?? '';
    const waitMs = deps.limiter.waitMs(address);
    if (waitMs > 0) throw new AppError('AUTH_RATE_LIMITED', {}, { retryAfterMs: waitMs });
    const { code } = await readBody(request);
    const secret = deps.sessions.redeem(code);
    if (secret === undefined) {
      deps.limiter.noteFailure(address);
      throw new AppError('AUTH_CODE_INVALID');
    }
    sendJson(
      request,
      response,
      200,
      { signedIn: true },
      { 'set-cookie': writeSessionCookie(secret, cookieOptions(request)) },
    );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    sendJson(request, response, statusOf(error), { error: toErrorShape(error) });
  }
}

function signOut(
  deps: SessionEndpointDeps,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (isForeignPage(request)) {
    const error = foreignPage(request);
    sendJson(request, response, statusOf(error), { error: toErrorShape(error) });
    return;
  }
  for (const secret of readSessionCookies(request.headers.cookie)) deps.sessions.end(secret);
  sendJson(
    request,
    response,
    200,
    { signedIn: false },
    { 'set-cookie': clearSessionCookie(cookieOptions(request)) },
  );
}

function isSignedIn(deps: SessionEndpointDeps, request: IncomingMessage): boolean {
  return readSessionCookies(request.headers.cookie).some(
    (secret) => deps.sessions.find(secret) !== undefined,
  );
}

/** A form of another site cannot send this type, and another site's script is stopped by CORS. */
function checkOrigin(request: IncomingMessage): void {
  if (isForeignPage(request)) throw foreignPage(request);
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new AppError('HTTP_BODY_INVALID', { reason: 'its type is not application/json' });
  }
}

function isForeignPage({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined && !isSameOrigin(headers.origin, headers.host);
}

function foreignPage({ headers }: IncomingMessage): AppError {
  return new AppError('CONTROL_UI_ORIGIN_NOT_ALLOWED', { origin: headers.origin ?? '' });
}

async function readBody(request: IncomingMessage): Promise<{ code: string }> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > limits.auth.bodyBytes) {
      throw new AppError('HTTP_BODY_INVALID', { reason: 'it is too large' });
    }
    chunks.push(chunk);
  }
  const parsed = body().safeParse(parseJson(Buffer.concat(chunks).toString('utf8')));
  if (!parsed.success) throw new AppError('HTTP_BODY_INVALID', { reason: 'it has no code' });
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('HTTP_BODY_INVALID', { reason: 'it is not JSON' });
  }
}

function cookieOptions(request: IncomingMessage): { port: number; isSecure: boolean } {
  return {
    port: request.socket.localPort ?? 0,
    isSecure: request.headers.origin?.startsWith('https:') === true,
  };
}

function statusOf(error: AppError): number {
  switch (error.code) {
    case 'AUTH_RATE_LIMITED':
      return 429;
    case 'AUTH_CODE_INVALID':
      return 401;
    case 'CONTROL_UI_ORIGIN_NOT_ALLOWED':
      return 403;
    default:
      return 400;
  }
}
