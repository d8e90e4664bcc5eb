import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One exchange; `body` is the request's JSON. */
export type Script = (
  exchange: Readonly<{
    request: IncomingMessage;
    response: ServerResponse;
    body: Readonly<Record<string, unknown>>;
    /** Counts from 1. */
    count: number;
  }>,
) => void | Promise<void>;

/** A server that misbehaves exactly as a test says. */
export interface ScriptedServer {
  readonly baseUrl: string;
  readonly bodies: readonly Readonly<Record<string, unknown>>[];
  readonly connectionCount: number;
  close(): Promise<void>;
}

/** Starts a server on loopback; `host` may be `::1`. */
export async function startScriptedServer(
  script: Script,
  host = '127.0.0.1',
): Promise<ScriptedServer> {
  const bodies: Record<string, unknown>[] = [];
  let connectionCount = 0;
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
      bodies.push(body);
      void script({ request, response, body, count: bodies.length });
    });
  });
  server.on('connection', () => connectionCount++);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://${host.includes(':') ? `[${host}]` : host}:${port}/v1`,
    bodies,
    get connectionCount() {
      return connectionCount;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** One chunk of a stream as text: the delta of the only choice. */
export function chunk(delta: unknown, finishReason: string | null = null): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finishReason }] })}\n\n`;
}

/** The end mark. */
export const doneMark = 'data: [DONE]\n\n';

/** Answers with a stream of these texts, each written by itself. */
export function sendStream(response: ServerResponse, ...texts: readonly (string | Buffer)[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const text of texts) response.write(text);
}
