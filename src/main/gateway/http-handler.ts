import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '../../shared/errors/index.ts';
import type { Logger } from '../platform/log.ts';
import { publicError } from './error-shape.ts';
import { sendError, sendJson } from './http-answer.ts';
import { isHostAllowed } from './origin.ts';
import { serveSession, sessionMethods, type SessionEndpointDeps } from './session-endpoint.ts';
import { serveStatic } from './static-files.ts';
import { hasSecretInUrl } from './url-secrets.ts';

export interface HttpHandlerDeps extends SessionEndpointDeps {
  readonly log: Logger;
  readonly staticDir: string | undefined;
  isReady(): boolean;
  allowedOrigins(): readonly string[];
}

const readMethods = ['GET', 'HEAD'];
/** Echoed paths and names are cut: they come from outside. */
const longestEcho = 120;

/** Answers everything on the port that is not a WebSocket. */
export function createHttpHandler(
  deps: HttpHandlerDeps,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    handle(deps, request, response).catch((thrown: unknown) => {
      if (response.headersSent) {
        response.destroy();
        return;
      }
      sendError(request, response, 500, publicError(thrown, 'http', deps.log));
    });
  };
}

async function handle(
  deps: HttpHandlerDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = pathOf(request);
  if (path === '/healthz' || path === '/readyz') {
    serveHealth(deps, path, request, response);
    return;
  }
  const refused = refusalOf(request, deps.allowedOrigins());
  if (refused) {
    sendError(request, response, refused.status, refused.error);
    return;
  }
  if (path === '/auth/session') {
    if (!isAllowed(request, response, sessionMethods)) return;
    await serveSession(deps, request, response);
    return;
  }
  if (!isAllowed(request, response, readMethods)) return;
  await serveInterface(deps, path, request, response);
}

/** What forbids a request or an upgrade whoever sends it; undefined when nothing does. */
export function refusalOf(
  request: IncomingMessage,
  allowedOrigins: readonly string[],
): { status: number; error: AppError } | undefined {
  const { host } = request.headers;
  if (!isHostAllowed(host, allowedOrigins)) {
    return { status: 403, error: new AppError('HOST_NOT_ALLOWED', { host: clip(host ?? '') }) };
  }
  if (hasSecretInUrl(request.url ?? '')) {
    return { status: 400, error: new AppError('AUTH_TOKEN_IN_URL') };
  }
  return undefined;
}

/** The path of the URL, still encoded, without query. */
export function pathOf(request: IncomingMessage): string {
  const url = request.url ?? '/';
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}

function serveHealth(
  deps: HttpHandlerDeps,
  path: '/healthz' | '/readyz',
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (!isAllowed(request, response, readMethods)) return;
  if (path === '/healthz') {
    sendJson(request, response, 200, { ok: true, status: 'live', service: 'openclaw' });
    return;
  }
  const isReady = deps.isReady();
  sendJson(request, response, isReady ? 200 : 503, { ready: isReady });
}

async function serveInterface(
  deps: HttpHandlerDeps,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { staticDir } = deps;
  if (staticDir !== undefined && (await serveStatic(staticDir, path, request, response))) return;
  const error =
    path === '/'
      ? new AppError('INTERFACE_NOT_BUILT')
      : new AppError('HTTP_NOT_FOUND', { path: clip(path) });
  sendError(request, response, 404, error);
}

function isAllowed(
  request: IncomingMessage,
  response: ServerResponse,
  allowed: readonly string[],
): boolean {
  const method = request.method ?? '';
  if (allowed.includes(method)) return true;
  const names = allowed.join(', ');
  sendError(
    request,
    response,
    405,
    new AppError('HTTP_METHOD_NOT_ALLOWED', { method, allowed: names }),
    { allow: names },
  );
  return false;
}

function clip(text: string): string {
  return text.length > longestEcho ? `${text.slice(0, longestEcho)}…` : text;
}
