import type { RawData, WebSocket } from 'ws';
import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import { helloOk, type ConnectParams, type HelloOk } from '../../shared/protocol/connect.ts';
import {
  events,
  methods,
  type EventName,
  type MethodName,
  type ParamsOf,
  type PayloadOf,
  type ResultOf,
} from '../../shared/protocol/contract.ts';
import { eventFrame, protocolVersion, responseFrame } from '../../shared/protocol/frames.ts';
import { newId } from '../platform/ids.ts';
import { GatewayRefusal } from './failure.ts';

/** An authenticated connection of a command to the running gateway. */
export interface GatewayLink {
  readonly hello: HelloOk;
  /** @throws GatewayRefusal with the gateway's own words, or AppError when the line broke. */
  request<M extends MethodName>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>>;
  /** @returns a function that ends the subscription. */
  on<E extends EventName>(event: E, listener: (payload: PayloadOf<E>) => void): () => void;
  /** Rejects when the line breaks; never resolves. */
  readonly broken: Promise<never>;
  close(): void;
}

export interface LinkOptions {
  /** As in `ws://127.0.0.1:18789`. */
  readonly url: string;
  readonly token: string;
  readonly version: string;
}

interface Waiting {
  readonly resolve: (payload: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Connects and signs in with the shared token.
 * @throws AppError GATEWAY_UNREACHABLE, or GatewayRefusal when the gateway does not let us in.
 */
export async function openGatewayLink(options: LinkOptions): Promise<GatewayLink> {
  const { WebSocket: Socket } = await import('ws');
  const socket = new Socket(options.url, { maxPayload: limits.frame.maxBytes });
  const wire = createWire(socket, options.url);
  const challenge = new Promise<void>((resolve) =>
    wire.onEvent('connect.challenge', () => resolve()),
  );
  try {
    await Promise.race([challenge, wire.broken, timeOut(options.url)]);
    const hello = helloOk().safeParse(await wire.call('connect', connectParams(options)));
    if (!hello.success) throw answerInvalid('connect', hello.error);
    return createLink(wire, hello.data);
  } catch (error) {
    socket.terminate();
    throw error;
  }
}

function createLink(wire: Wire, hello: HelloOk): GatewayLink {
  return {
    hello,
    broken: wire.broken,
    close: () => wire.close(),
    async request<M extends MethodName>(method: M, params: ParamsOf<M>) {
      const answer = methods[method].result().safeParse(await wire.call(method, params));
      if (!answer.success) throw answerInvalid(method, answer.error);
      return answer.data as ResultOf<M>;
    },
    on<E extends EventName>(event: E, listener: (payload: PayloadOf<E>) => void) {
      return wire.onEvent(event, (payload) => {
        const told = events[event].payload().safeParse(payload);
        if (told.success) listener(told.data as PayloadOf<E>);
      });
    },
  };
}

interface Wire {
  call(method: string, params: unknown): Promise<unknown>;
  onEvent(event: string, listener: (payload: unknown) => void): () => void;
  readonly broken: Promise<never>;
  close(): void;
}

/** Frames over one socket: requests find their answers, events their listeners. */
function createWire(socket: WebSocket, url: string): Wire {
  const waiting = new Map<string, Waiting>();
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  let failure: Error | undefined;
  let reportBroken: (error: Error) => void;
  const broken = new Promise<never>((_, reject) => (reportBroken = reject));
  // Whoever waits for it hears it; nobody has to.
  broken.catch(() => undefined);

  const fail = (error: Error): void => {
    failure ??= error;
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
    reportBroken(failure);
  };
  socket.on('error', (error: NodeJS.ErrnoException) =>
    fail(
      new AppError('GATEWAY_UNREACHABLE', { address: url, reason: error.code ?? error.message }),
    ),
  );
  socket.on('close', (code, reason) =>
    fail(new AppError('GATEWAY_LINE_BROKEN', { reason: reason.toString() || `code ${code}` })),
  );
  socket.on('message', (data: RawData) => {
    const frame = parseFrame(data);
    const answer = responseFrame().safeParse(frame);
    if (answer.success) {
      settle(waiting, answer.data);
      return;
    }
    const told = eventFrame().safeParse(frame);
    if (told.success) listeners.get(told.data.event)?.forEach((tell) => tell(told.data.payload));
  });

  return {
    broken,
    call(method, params) {
      if (failure) return Promise.reject(failure);
      const id = newId();
      const answer = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
      socket.send(JSON.stringify({ type: 'req', id, method, params }));
      return answer;
    },
    onEvent(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => void set.delete(listener);
    },
    close: () => socket.close(1000),
  };
}

function settle(
  waiting: Map<string, Waiting>,
  answer: ReturnType<ReturnType<typeof responseFrame>['parse']>,
): void {
  const request = waiting.get(answer.id);
  waiting.delete(answer.id);
  if (answer.ok) request?.resolve(answer.payload);
  else if (answer.error) request?.reject(new GatewayRefusal(answer.error));
}

function parseFrame(data: RawData): unknown {
  try {
    // ws hands text over as one Buffer, unless it is told otherwise.
    return JSON.parse((data as Buffer).toString('utf8'));
  } catch {
    return undefined;
  }
}

function connectParams(options: LinkOptions): ConnectParams {
  return {
    minProtocol: protocolVersion,
    maxProtocol: protocolVersion,
    client: { id: 'cli', mode: 'cli', version: options.version, platform: process.platform },
    role: 'operator',
    scopes: ['operator.read', 'operator.write', 'operator.admin', 'operator.pairing'],
    caps: [],
    auth: { token: options.token },
  };
}

function timeOut(url: string): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(
      () => reject(new AppError('GATEWAY_UNREACHABLE', { address: url, reason: 'no answer' })),
      limits.frame.handshakeMs,
    ).unref();
  });
}

function answerInvalid(method: string, error: { message: string }): AppError {
  return new AppError('GATEWAY_ANSWER_INVALID', { method, reason: error.message });
}
