import { randomBytes, timingSafeEqual } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { limits } from '../../../../shared/config/limits.ts';
import { toAppError, type AppError } from '../../../../shared/errors/index.ts';
import type { Admitted, NetGuard } from '../../web/net-guard.ts';
import { isBlockedPort, targetOf, type WebTarget } from '../../web/read-url.ts';

/** The only way of a browser to the net. */
export interface FilterProxy {
  readonly port: number;
  readonly username: string;
  readonly password: string;
  close(): Promise<void>;
}

export interface FilterProxyDeps {
  /** As the settings are at the moment of a connection. */
  readonly guard: () => NetGuard;
  /** Somebody wanted to go where nobody may. */
  readonly onRefused: (target: WebTarget, error: AppError) => void;
}

/** Headers that concern one connection only (RFC 9110, 7.6.1), and ours. */
const hopHeaders = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Starts a proxy on loopback that asks the guard about each request and each tunnel, and connects to the
 * very address that was checked. Pages, their parts, scripts, WebSockets and redirects all pass here.
 * A password that only our browser has keeps other programs of this machine out.
 */
export async function startFilterProxy(deps: FilterProxyDeps): Promise<FilterProxy> {
  const username = 'browser';
  const password = randomBytes(24).toString('base64url');
  const expected = Buffer.from(
    `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
  );
  const ending = new AbortController();
  const context: Context = {
    ...deps,
    signal: ending.signal,
    isOurs(request) {
      const given = Buffer.from(request.headers['proxy-authorization'] ?? '');
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
  const sockets = new Set<Duplex>();
  const server = http.createServer({ maxHeaderSize: 64 * 1024 });
  server.maxConnections = limits.browser.sockets;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', (request, response) => void forward(request, response, context));
  server.on('connect', (request, socket, head) => void tunnel(request, socket, head, context));
  // A browser tunnels its WebSockets; nobody else has anything to upgrade here.
  server.on('upgrade', (_request, socket) => socket.destroy());
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    username,
    password,
    close: () =>
      new Promise((resolve) => {
        ending.abort(new Error('the proxy is closed'));
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

interface Context extends FilterProxyDeps {
  readonly signal: AbortSignal;
  readonly isOurs: (request: IncomingMessage) => boolean;
}

/**
 * What Chromium asks for by itself: updates, its lists, what a form field may mean. No page needs it, and
 * nobody has to be told that it was refused.
 */
const ownServices = new Set([
  'gaia.invalid',
  'android.clients.google.com',
  'clientservices.googleapis.com',
  'content-autofill.googleapis.com',
  'edgedl.me.gvt1.com',
  'mtalk.google.com',
  'optimizationguide-pa.googleapis.com',
  'redirector.gvt1.com',
  'safebrowsing.googleapis.com',
  'safebrowsingohttpgateway.googleapis.com',
  'update.googleapis.com',
]);

const wantPassword = { 'Proxy-Authenticate': 'Basic realm="openclaw"' };

/** Plain HTTP: each request names its address in full. */
async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
): Promise<void> {
  response.on('error', () => undefined);
  if (!context.isOurs(request)) {
    response.writeHead(407, wantPassword).end();
    return;
  }
  const url = URL.parse(request.url ?? '');
  if (url?.protocol !== 'http:') {
    response.writeHead(400).end();
    return;
  }
  const admitted = await admit(targetOf(url), context);
  if (admitted === undefined) {
    response.writeHead(403, { 'Content-Type': 'text/plain' }).end('This address is blocked.');
    return;
  }
  const outgoing = http.request({
    host: admitted.host,
    port: admitted.port,
    path: url.pathname + url.search,
    method: request.method ?? 'GET',
    headers: [...keepHeaders(request.rawHeaders, ['host']), 'Host', url.host],
    lookup: admitted.lookup,
    agent: false,
    maxHeaderSize: 256 * 1024,
    signal: context.signal,
    timeout: limits.browser.socketIdleMs,
  });
  outgoing.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, keepHeaders(answer.rawHeaders, []));
    answer.on('error', () => response.destroy()).pipe(response);
  });
  outgoing.on('timeout', () => outgoing.destroy());
  outgoing.on('error', () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end();
  });
  response.once('close', () => outgoing.destroy());
  request.on('error', () => outgoing.destroy()).pipe(outgoing);
}

/** HTTPS and WebSockets: a tunnel whose content nobody here can see. */
async function tunnel(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  context: Context,
): Promise<void> {
  socket.on('error', () => socket.destroy());
  const refuse = (line: string): void => void socket.end(`HTTP/1.1 ${line}\r\n\r\n`);
  if (!context.isOurs(request)) {
    refuse('407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="openclaw"');
    return;
  }
  const written = /:(\d{1,5})$/.exec(request.url ?? '')?.[1];
  const url = URL.parse(`http://${request.url ?? ''}`);
  if (!url || written === undefined || url.pathname !== '/') {
    refuse('400 Bad Request');
    return;
  }
  const admitted = await admit({ ...targetOf(url), port: Number(written) }, context);
  if (admitted === undefined || socket.destroyed) {
    refuse('403 Forbidden');
    return;
  }
  const { host, port, lookup } = admitted;
  const remote = net.connect({ host, port, lookup, timeout: limits.browser.connectMs });
  const end = (): void => {
    remote.destroy();
    socket.destroy();
  };
  remote.once('connect', () => {
    remote.setTimeout(limits.browser.socketIdleMs);
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    remote.write(head);
    remote.pipe(socket).pipe(remote);
  });
  remote.on('timeout', end).on('error', end).once('close', end);
  socket.once('close', end);
  context.signal.addEventListener('abort', end, { once: true });
  remote.once('close', () => context.signal.removeEventListener('abort', end));
}

async function admit(
  target: WebTarget,
  { guard, onRefused, signal }: Context,
): Promise<Admitted | undefined> {
  if (isBlockedPort(target.port) || ownServices.has(target.host)) return undefined;
  try {
    return await guard().admit(target, signal);
  } catch (error) {
    if (!signal.aborted) onRefused(target, toAppError(error));
    return undefined;
  }
}

/** Raw headers, with those of one connection and some others left out. */
function keepHeaders(raw: readonly string[], without: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at] ?? '';
    const lower = name.toLowerCase();
    if (!hopHeaders.has(lower) && !without.includes(lower)) kept.push(name, raw[at + 1] ?? '');
  }
  return kept;
}
