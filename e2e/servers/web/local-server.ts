import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { systemClock } from '../../../src/main/platform/clock.ts';
import { createLookOut } from '../../../src/main/platform/look-out.ts';

/** What a request came to the server with. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** A server on 127.0.0.1 that keeps what it was asked. */
export interface LocalServer {
  readonly port: number;
  /** Host and port, as in an address. */
  readonly host: string;
  readonly url: string;
  /** Requests, and upgrades to WebSocket, in order. */
  readonly requests: SeenRequest[];
  readonly connections: () => number;
  /** Resolves when an address was asked for; rejects when that takes too long. */
  asked(url: string): Promise<void>;
  close(): Promise<void>;
}

export type Answer = (request: SeenRequest, response: http.ServerResponse) => void | Promise<void>;

/** Starts a server whose answers are made by `answer`; one that never answers is closed all the same. */
export async function startLocalServer(answer: Answer): Promise<LocalServer> {
  const requests: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  const lookOut = createLookOut(systemClock, 10_000);
  let connections = 0;
  const note = (request: http.IncomingMessage, body: string): SeenRequest => {
    const { method = '', url = '', headers } = request;
    const seen = { method, url, headers, body };
    requests.push(seen);
    lookOut.look();
    return seen;
  };
  const server = http.createServer((request, response) => {
    let body = '';
    response.on('error', () => undefined);
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => void answer(note(request, body), response));
  });
  server.on('upgrade', (request, socket) => {
    note(request, '');
    socket.destroy();
  });
  server.on('connection', (socket) => {
    connections++;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    host: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    asked: (url) =>
      lookOut.until(() => requests.some((one) => one.url === url), `a request for ${url}`),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
