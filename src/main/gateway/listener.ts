import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError } from '../../shared/errors/index.ts';
import { describePortHolder } from './port-holder.ts';
import type { Endpoint } from './types.ts';

export interface ListenerDeps {
  /** A connection could not be taken, for lack of file handles for example. */
  readonly onError: (error: Error) => void;
  readonly onRequest: (request: IncomingMessage, response: ServerResponse) => void;
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

export interface Listener {
  readonly address: Endpoint | undefined;
  /** Throws PORT_IN_USE, PORT_NOT_ALLOWED or HOST_NOT_AVAILABLE; then it listens where it did. */
  listen(endpoint: Endpoint): Promise<Endpoint>;
  /** Takes no more connections; those that are upgraded stay. */
  close(): void;
  /** Ends requests that are still being answered. */
  cut(): void;
}

/** Connections the kernel keeps for us while we are busy. */
const backlog = 4_096;
const headerBytes = 16 * 1024;
const requestMs = 15_000;

/** The HTTP server on the one port, which can move to another. */
export function createListener(deps: ListenerDeps): Listener {
  let current: { readonly server: Server; readonly endpoint: Endpoint } | undefined;

  const start = async (endpoint: Endpoint): Promise<Endpoint> => {
    const server = makeServer(deps);
    current = { server, endpoint: await bind(deps, server, endpoint) };
    return current.endpoint;
  };

  return {
    get address() {
      return current?.endpoint;
    },
    async listen(endpoint) {
      const old = current;
      if (old && isSame(old.endpoint, endpoint)) return old.endpoint;
      const isPortShared = old !== undefined && old.endpoint.port === endpoint.port;
      // The same port on another address may overlap with ours: then ours must go first.
      if (isPortShared) stop(old.server);
      try {
        const moved = await start(endpoint);
        if (old && !isPortShared) stop(old.server);
        return moved;
      } catch (error) {
        if (isPortShared) await start(old.endpoint);
        throw error;
      }
    },
    close() {
      if (current) stop(current.server);
    },
    cut() {
      current?.server.closeAllConnections();
      current = undefined;
    },
  };
}

function makeServer(deps: ListenerDeps): Server {
  const server = createServer({
    maxHeaderSize: headerBytes,
    requestTimeout: requestMs,
    headersTimeout: requestMs,
    connectionsCheckingInterval: requestMs / 3,
  });
  server.on('request', (request, response) => deps.onRequest(request, response));
  server.on('upgrade', (request, socket, head) => deps.onUpgrade(request, socket, head));
  return server;
}

async function bind(
  deps: ListenerDeps,
  server: Server,
  { host, port }: Endpoint,
): Promise<Endpoint> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog }, () => {
      server.off('error', reject);
      server.on('error', deps.onError);
      resolve();
    });
  }).catch(async (error: unknown) => {
    throw await explain(error, host, port);
  });
  const address = server.address();
  return { host, port: typeof address === 'object' && address ? address.port : port };
}

async function explain(error: unknown, host: string, port: number): Promise<unknown> {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new AppError(
        'PORT_IN_USE',
        { host, port, holder: await describePortHolder(host, port) },
        { cause: error },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAFNOSUPPORT':
      return new AppError('HOST_NOT_AVAILABLE', { host }, { cause: error });
    case 'EACCES':
      return new AppError('PORT_NOT_ALLOWED', { port }, { cause: error });
    default:
      return error;
  }
}

function stop(server: Server): void {
  server.close();
  server.closeIdleConnections();
}

function isSame(a: Endpoint, b: Endpoint): boolean {
  return a.host === b.host && a.port === b.port;
}
