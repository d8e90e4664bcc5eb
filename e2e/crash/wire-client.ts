import WebSocket from 'ws';
import type { z } from 'zod';
import type { connectParams as connectSchema } from '../../src/shared/protocol/connect.ts';
import type { MethodName, ParamsOf, ResultOf } from '../../src/shared/protocol/contract.ts';
import type { ErrorShape, EventFrame, ResponseFrame } from '../../src/shared/protocol/frames.ts';

/** A client that knows the frames and nothing more. */
export interface WireClient {
  /** The payload of `hello-ok`. */
  readonly hello: unknown;
  request<M extends MethodName>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>>;
  /** Returns what ends the listening. */
  onEvent(listener: (event: string, payload: unknown) => void): () => void;
  /** Resolves when the connection is gone. */
  readonly closed: Promise<void>;
  close(): void;
}

/** An error response. */
export class WireError extends Error {
  readonly shape: ErrorShape | undefined;
  constructor(shape: ErrorShape | undefined) {
    super(shape?.message ?? 'the connection closed');
    this.shape = shape;
  }
}

interface Waiting {
  readonly resolve: (payload: unknown) => void;
  readonly reject: (error: Error) => void;
}

type ConnectInput = z.input<ReturnType<typeof connectSchema>>;

/** Connects and shakes hands with the shared token. Rejects when either fails. */
export async function connectWire(url: string, token: string): Promise<WireClient> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const waiting = new Map<string, Waiting>();
  const listeners = new Set<(event: string, payload: unknown) => void>();
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  let count = 0;
  const send = (method: string, params: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = `c${++count}`;
      waiting.set(id, { resolve, reject });
      socket.send(JSON.stringify({ type: 'req', id, method, params }), (error) => {
        if (error) reject(error);
      });
    });
  void closed.then(() => {
    for (const { reject } of waiting.values()) reject(new WireError(undefined));
    waiting.clear();
  });
  const challenge = new Promise<void>((resolve, reject) => {
    listeners.add((event) => {
      if (event === 'connect.challenge') resolve();
    });
    socket.once('error', reject);
    void closed.then(() => reject(new WireError(undefined)));
  });
  socket.on('error', () => undefined);
  socket.on('message', (data) => {
    const frame = JSON.parse((data as Buffer).toString('utf8')) as ResponseFrame | EventFrame;
    if (frame.type === 'event') {
      for (const listener of listeners) listener(frame.event, frame.payload);
      return;
    }
    const call = waiting.get(frame.id);
    waiting.delete(frame.id);
    if (frame.ok) call?.resolve(frame.payload);
    else call?.reject(new WireError(frame.error));
  });
  await challenge;
  const hello = await send('connect', connectParams(token));
  return {
    hello,
    // The gateway's own tests hold results against the contract; here speed counts.
    request: (method, params) => send(method, params) as ReturnType<WireClient['request']> as never,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    closed,
    close: () => socket.close(),
  };
}

/** What an ordinary client on this machine sends first. */
export function connectParams(token: string): ConnectInput {
  return {
    minProtocol: 4,
    maxProtocol: 4,
    client: { id: 'gateway-client', version: '1.0.0', platform: 'linux', mode: 'backend' },
    role: 'operator',
    scopes: ['operator.read', 'operator.write', 'operator.admin', 'operator.pairing'],
    caps: [],
    auth: { token },
  };
}
