import * as http from 'node:http';
import * as https from 'node:https';
import { limits } from '../../../shared/config/limits.ts';

export interface HttpCall {
  readonly method: 'GET' | 'POST';
  /** Appended to the path of the base address, with its slash; the query of the address goes along. */
  readonly path: string;
  readonly body?: string | undefined;
  readonly accept: string;
  /** Beside those that every request has; they win. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** One server: its address, its key, its connections. */
export interface HttpTarget {
  /** For messages: without user, password and query. */
  readonly address: string;
  /** Begins a request. Throws when the key cannot stand in a header. */
  open(call: HttpCall, onResponse: (response: http.IncomingMessage) => void): http.ClientRequest;
  /** Closes the connections as soon as no request runs any more. */
  close(): void;
}

/**
 * Makes a target for a base address such as `http://[::1]:8080/v1`. Throws TypeError for a text
 * that is no http or https address.
 */
export function createHttpTarget(baseUrl: string, apiKey: string | undefined): HttpTarget {
  const url = new URL(baseUrl);
  const isSecure = url.protocol === 'https:';
  if (!isSecure && url.protocol !== 'http:') throw new TypeError('neither http nor https');
  const begin = isSecure ? https.request : http.request;
  const agent = createAgent(isSecure);
  const basePath = url.pathname.replace(/\/+$/, '');
  const fixed = {
    agent,
    // Node wants IPv6 addresses without their brackets.
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    ...(url.port === '' ? {} : { port: url.port }),
    ...(url.username === '' ? {} : { auth: decodeAuth(url) }),
  };
  const authorization = apiKey === undefined ? undefined : `Bearer ${apiKey}`;
  let running = 0;
  let isClosed = false;

  const release = (): void => {
    running--;
    if (isClosed && running === 0) agent.destroy();
  };

  return {
    address: `${url.origin}${basePath}`,
    open(call, onResponse) {
      const headers: Record<string, string | number> = {
        accept: call.accept,
        'user-agent': 'openclaw-desktop',
        ...call.headers,
      };
      if (authorization !== undefined) headers['authorization'] = authorization;
      if (call.body !== undefined) {
        headers['content-type'] = 'application/json';
        headers['content-length'] = Buffer.byteLength(call.body);
      }
      const query = call.path.includes('?') ? url.search.replace('?', '&') : url.search;
      const path = `${basePath}${call.path}${query}`;
      const request = begin({ ...fixed, method: call.method, path, headers }, onResponse);
      running++;
      request.once('close', release);
      request.end(call.body);
      return request;
    },
    close() {
      isClosed = true;
      if (running === 0) agent.destroy();
    },
  };
}

function createAgent(isSecure: boolean): http.Agent | https.Agent {
  const options = {
    keepAlive: true,
    maxSockets: limits.provider.sockets,
    maxFreeSockets: limits.provider.idleSockets,
    timeout: limits.provider.idleSocketMs,
    scheduling: 'lifo' as const,
  };
  return isSecure ? new https.Agent(options) : new http.Agent(options);
}

function decodeAuth(url: URL): string {
  return `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
}
