import WebSocket from 'ws';
import { z } from 'zod';
import { limits } from '../../../shared/config/limits.ts';
import { toAppError } from '../../../shared/errors/index.ts';
import { helloOk, type HelloOk } from '../../../shared/protocol/connect.ts';
import {
  methods,
  type MethodName,
  type ParamsOf,
  type ResultOf,
} from '../../../shared/protocol/contract.ts';
import {
  errorShape,
  eventFrame,
  protocolVersion,
  responseFrame,
  type ErrorShape,
  type ResponseFrame,
} from '../../../shared/protocol/frames.ts';
import type { Clock, Timer } from '../../platform/clock.ts';
import { newId } from '../../platform/ids.ts';
import type { Line } from '../../platform/reconnecting-link.ts';

/** The gateway understood and said no; `code` is the stable one where the error is ours. */
export class GatewayRefusal extends Error {
  readonly code: string;
  readonly retryAfterMs: number | undefined;

  constructor(shape: ErrorShape) {
    super(shape.message);
    this.name = 'GatewayRefusal';
    const details = z.object({ code: z.string() }).safeParse(shape.details);
    this.code = details.success ? details.data.code : shape.code;
    this.retryAfterMs = shape.retryAfterMs;
  }
}

export interface GatewayLineOptions {
  /** `ws://` or `wss://`; never with a token in it. */
  readonly url: string;
  readonly token: string;
  readonly nodeId: string;
  readonly version: string;
  readonly clock: Clock;
  readonly onEvent: (event: string, payload: unknown) => void;
}

/** One authenticated connection to the gateway. */
export interface GatewayLine extends Line {
  /**
   * Rejects with `GatewayRefusal` when the gateway says no, with another error when the line broke
   * or no answer came within `timeoutMs`; then it may have happened.
   */
  call<M extends MethodName>(
    method: M,
    params: ParamsOf<M>,
    timeoutMs: number,
  ): Promise<ResultOf<M>>;
}

interface Call {
  settle(payload: unknown): void;
  fail(error: Error): void;
}

/** Questions that wait for their answers. */
interface Calls {
  start(ask: (id: string) => void, what: string, timeoutMs: number): Promise<unknown>;
  answer(frame: ResponseFrame): void;
  failAll(error: Error): void;
}

const normalClose = 1_000;
/** The close code of a client that hears nothing any more, as in the OpenClaw protocol. */
const silentClose = 4_000;

/** Connects and says hello with the role of a node. */
export async function openGatewayLine(
  options: GatewayLineOptions,
  signal: AbortSignal,
): Promise<GatewayLine> {
  signal.throwIfAborted();
  const socket = new WebSocket(options.url, {
    maxPayload: limits.frame.maxBytes,
    handshakeTimeout: limits.frame.handshakeMs,
  });
  const line = speak(socket, options);
  const giveUp = (): void => line.close();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    line.watch(await line.greet());
    return line;
  } catch (error) {
    line.close();
    throw error;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

function speak(
  socket: WebSocket,
  { clock, onEvent, ...options }: GatewayLineOptions,
): GatewayLine & { greet(): Promise<HelloOk>; watch(hello: HelloOk): void } {
  const calls = createCalls(clock);
  let silence: Timer | undefined;
  let silenceMs = limits.frame.handshakeMs;
  let challenged: (nonce: unknown) => void = () => undefined;
  const challenge = new Promise<unknown>((resolve) => (challenged = resolve));

  const hear = (): void => {
    silence?.cancel();
    silence = clock.after(silenceMs, () => socket.close(silentClose, 'silent'), { unref: true });
  };
  const closed = new Promise<Error>((resolve) => {
    socket.on('error', (error) => resolve(error));
    socket.on('close', (code, reason) => {
      silence?.cancel();
      const error = new Error(`the gateway's line closed (${code} ${reason.toString()})`);
      calls.failAll(error);
      resolve(error);
    });
  });
  socket.on('message', (data, isBinary) => {
    hear();
    if (isBinary || !Buffer.isBuffer(data)) return;
    onFrame(data.toString('utf8'));
  });

  function onFrame(text: string): void {
    const frame = parseFrame(text);
    if (frame?.type === 'event') {
      if (frame.event === 'connect.challenge') challenged(frame.payload);
      else onEvent(frame.event, frame.payload);
    } else if (frame?.type === 'res') calls.answer(frame);
  }

  const request = (method: string, params: unknown, timeoutMs: number): Promise<unknown> =>
    calls.start(
      (id) => {
        if (socket.readyState !== WebSocket.OPEN) throw new Error('the gateway is not connected');
        socket.send(JSON.stringify({ type: 'req', id, method, params }));
      },
      method,
      timeoutMs,
    );

  return {
    closed,
    close() {
      if (socket.readyState === WebSocket.CONNECTING) socket.terminate();
      else socket.close(normalClose);
    },
    call: async (method, params, timeoutMs) => {
      const payload = await request(method, params, timeoutMs);
      // The schema of this very method has seen it; the compiler can't follow the generic key.
      return methods[method].result().parse(payload) as ResultOf<typeof method>;
    },
    async greet() {
      hear();
      const isOver = closed.then((error): never => {
        throw error;
      });
      await Promise.race([challenge, isOver]);
      const params = connectParamsOf(options);
      return helloOk().parse(await request('connect', params, limits.frame.handshakeMs));
    },
    watch(hello) {
      silenceMs = 2 * hello.policy.tickIntervalMs;
      hear();
    },
  };
}

function createCalls(clock: Clock): Calls {
  const pending = new Map<string, Call>();
  return {
    start: (ask, what, timeoutMs) =>
      new Promise((resolve, reject) => {
        const id = newId();
        const finish = (): void => {
          timer.cancel();
          pending.delete(id);
        };
        const fail = (error: Error): void => {
          finish();
          reject(error);
        };
        const settle = (payload: unknown): void => {
          finish();
          resolve(payload);
        };
        const timer = clock.after(timeoutMs, () => fail(new Error(`no answer to ${what}`)));
        pending.set(id, { settle, fail });
        try {
          ask(id);
        } catch (error) {
          fail(toAppError(error));
        }
      }),
    answer(frame) {
      const call = pending.get(frame.id);
      if (frame.ok) call?.settle(frame.payload);
      else call?.fail(refusalOf(frame.error));
    },
    failAll(error) {
      for (const call of [...pending.values()]) call.fail(error);
    },
  };
}

function refusalOf(error: unknown): Error {
  const shape = errorShape().safeParse(error);
  return shape.success
    ? new GatewayRefusal(shape.data)
    : new Error('the gateway said no without saying why');
}

function connectParamsOf({
  token,
  nodeId,
  version,
}: Pick<GatewayLineOptions, 'token' | 'nodeId' | 'version'>) {
  return {
    minProtocol: protocolVersion,
    maxProtocol: protocolVersion,
    client: {
      id: 'node-host',
      mode: 'node',
      version,
      platform: process.platform,
      displayName: nodeId,
      instanceId: nodeId,
    },
    role: 'node',
    scopes: ['node'],
    auth: { token },
  };
}

function parseFrame(text: string) {
  try {
    const value: unknown = JSON.parse(text);
    const event = eventFrame().safeParse(value);
    if (event.success) return event.data;
    const response = responseFrame().safeParse(value);
    return response.success ? response.data : undefined;
  } catch {
    return undefined;
  }
}
