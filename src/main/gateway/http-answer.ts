import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { STATUS_CODES } from 'node:http';
import type { AppError } from '../../shared/errors/index.ts';

/**
 * What a page of ours may do: load only what this gateway serves, talk only to it, run no inline
 * script and no inline style element, be framed by nobody. Style attributes are allowed: the editor
 * places its lines by them. They reach one element and load nothing from elsewhere.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** On every answer. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(self), payment=(), usb=()',
};

/** Ends a request with a small text. */
function sendText(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  text: string,
  headers: OutgoingHttpHeaders = {},
): void {
  send(request, response, status, `${text}\n`, {
    'content-type': 'text/plain; charset=utf-8',
    ...headers,
  });
}

export function sendJson(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: OutgoingHttpHeaders = {},
): void {
  send(request, response, status, JSON.stringify(value), {
    'content-type': 'application/json; charset=utf-8',
    ...headers,
  });
}

/** The words of an error, for a person at a browser or at curl. */
export function sendError(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  error: AppError,
  headers: OutgoingHttpHeaders = {},
): void {
  sendText(request, response, status, `${error.message} ${error.hint}`, headers);
}

/** Refuses an upgrade before it becomes a WebSocket. */
export function refuseUpgrade(socket: Duplex, status: number, error: AppError): void {
  const body = `${error.message} ${error.hint}\n`;
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n` +
      'connection: close\r\ncontent-type: text/plain; charset=utf-8\r\n' +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: string,
  headers: OutgoingHttpHeaders,
): void {
  response.writeHead(status, {
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(body),
    ...securityHeaders,
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
  // What the client still sends is thrown away.
  if (!request.complete) request.resume();
}
