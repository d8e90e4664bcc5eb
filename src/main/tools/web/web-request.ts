import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { AppError } from '../../../shared/errors/index.ts';
import type { Admitted } from './net-guard.ts';

export interface WebRequest {
  readonly url: URL;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** What the guard said about the host of `url`. */
  readonly admitted: Admitted;
  readonly signal: AbortSignal;
}

/** No answer has larger headers unless it wants to do harm. */
const headerBytes = 32 * 1024;

/**
 * Sends one request to the addresses that were checked and resolves with the head of the answer.
 * Follows nothing, keeps no connection, uses no proxy of the environment.
 *
 * @throws AppError WEB_UNREACHABLE, or the signal's reason
 */
export function sendRequest(request: WebRequest): Promise<IncomingMessage> {
  const { url, admitted, signal, method = 'GET', body } = request;
  const { request: open } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = open({
      host: admitted.host,
      port: admitted.port,
      path: url.pathname + url.search,
      method,
      headers: { Host: url.host, ...request.headers },
      lookup: admitted.lookup,
      agent: false,
      maxHeaderSize: headerBytes,
      signal,
    });
    outgoing.on('response', resolve);
    outgoing.on('error', (error) => {
      reject(signal.aborted ? (signal.reason as Error) : unreachable(admitted.host, error));
    });
    // What is no HTTP answer (a change of protocol) is none of ours.
    outgoing.on('upgrade', (_answer, socket) => {
      socket.destroy();
      reject(unreachable(admitted.host, new Error('it changed the protocol')));
    });
    outgoing.end(body);
  });
}

/** A broken line in words: the code of the system says more than its sentence. */
export function unreachable(host: string, error: unknown): AppError {
  const code = (error as { code?: unknown }).code;
  const words = error instanceof Error ? error.message : String(error);
  const reason = (typeof code === 'string' ? code : words).slice(0, 200);
  return new AppError('WEB_UNREACHABLE', { host, reason }, { cause: error });
}
