import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { ChatEvent } from '../../src/shared/protocol/chat.ts';
import { helloOk, type connectParams, type HelloOk } from '../../src/shared/protocol/connect.ts';
import {
  events,
  methods,
  type EventName,
  type MethodName,
  type ParamsOf,
  type PayloadOf,
  type ResultOf,
} from '../../src/shared/protocol/contract.ts';
import {
  eventFrame,
  responseFrame,
  type ErrorDetails,
  type ErrorShape,
  type ResponseFrame,
} from '../../src/shared/protocol/frames.ts';
import { openSocket, type RawSocket } from './raw-socket.ts';

type ConnectInput = z.input<ReturnType<typeof connectParams>>;
export type ChatEnd = Extract<ChatEvent, { state: 'final' | 'error' | 'aborted' }>;

/** An error answer; `details` are those of our own errors. */
export type WireFailure = ErrorShape & { readonly details: ErrorDetails };

/** What a message came to. */
export interface Run {
  readonly runId: string;
  readonly status: ResultOf<'chat.send'>['status'];
  /** All deltas, put together as a client does. */
  text(): string;
  readonly end: Promise<ChatEnd>;
}

export interface SendOptions {
  readonly sessionKey?: string;
  readonly key?: string;
  readonly queueMode?: ParamsOf<'chat.send'>['queueMode'];
}

/** A client that holds every answer and event it gets against the contract. */
export interface Client {
  readonly hello: HelloOk;
  readonly raw: RawSocket;
  /** Methods that were answered well, and events that came, over this connection. */
  readonly calledMethods: ReadonlySet<string>;
  readonly seenEvents: ReadonlySet<string>;
  request<M extends MethodName>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>>;
  /** Expects an error answer. Takes anything, also what the contract does not know. */
  refused(method: string, params?: unknown): Promise<WireFailure>;
  /** The first event of that name, since the connection began, that fits. */
  event<E extends EventName>(
    name: E,
    fits?: (payload: PayloadOf<E>) => boolean,
  ): Promise<PayloadOf<E>>;
  eventsOf<E extends EventName>(name: E): PayloadOf<E>[];
  /** Sends a message and follows it. */
  send(message: string, options?: SendOptions): Promise<Run>;
  /** Sends a message and waits for its end. */
  ask(message: string, options?: SendOptions): Promise<ChatEnd>;
  close(): Promise<void>;
}

/** The client part of a connect request, for clients that are told apart by their instance. */
export function asInstance(instanceId: string): Pick<ConnectInput, 'client'> {
  return { client: { ...plainConnect(undefined).client, instanceId } };
}

export const mainSession = 'agent:main:main';

/** What an ordinary client on this machine sends first. */
export function plainConnect(
  token: string | undefined,
  parts: Partial<ConnectInput> = {},
): ConnectInput {
  return {
    minProtocol: 4,
    maxProtocol: 4,
    client: { id: 'gateway-client', version: '1.0.0', platform: 'linux', mode: 'backend' },
    role: 'operator',
    scopes: ['operator.read', 'operator.write', 'operator.admin', 'operator.pairing'],
    caps: ['tool-events'],
    ...(token === undefined ? {} : { auth: { token } }),
    ...parts,
  };
}

/** Connects and shakes hands. Rejects with the answer when the gateway refuses. */
export async function connect(
  url: string,
  params: ConnectInput,
  headers?: Readonly<Record<string, string>>,
): Promise<Client> {
  const raw = await openSocket(url, headers);
  const challenge = await raw.waitFor('the challenge', (frame) =>
    frame.type === 'event' && frame.event === 'connect.challenge' ? frame : undefined,
  );
  events['connect.challenge'].payload().parse(challenge.payload);
  const answer = await call(raw, 'connect', params);
  if (!answer.ok) throw Object.assign(new Error('refused'), { shape: answer.error });
  return createClient(raw, helloOk().parse(answer.payload));
}

async function call(raw: RawSocket, method: string, params: unknown): Promise<ResponseFrame> {
  const id = randomUUID();
  raw.send(JSON.stringify({ type: 'req', id, method, params }));
  return await raw.waitFor(`the answer to ${method}`, (frame) =>
    frame.type === 'res' && frame.id === id ? responseFrame().parse(frame) : undefined,
  );
}

function createClient(raw: RawSocket, hello: HelloOk): Client {
  const calledMethods = new Set<string>();
  const client: Client = {
    hello,
    raw,
    calledMethods,
    get seenEvents() {
      return new Set(raw.frames.flatMap((frame) => (frame.type === 'event' ? [frame.event] : [])));
    },
    async request(method, params) {
      const answer = await call(raw, method, params);
      if (!answer.ok)
        throw Object.assign(new Error(`${method}: ${JSON.stringify(answer.error)}`), {
          shape: answer.error,
        });
      calledMethods.add(method);
      return methods[method].result().parse(answer.payload) as ResultOf<typeof method>;
    },
    async refused(method, params) {
      const answer = await call(raw, method, params);
      if (answer.ok) throw new Error(`${method} was not refused: ${JSON.stringify(answer)}`);
      return answer.error as WireFailure;
    },
    event: (name, fits = () => true) =>
      raw.waitFor(`event ${name}`, (frame) => {
        if (frame.type !== 'event' || frame.event !== name) return undefined;
        const payload = readEvent(name, frame);
        return fits(payload) ? payload : undefined;
      }),
    eventsOf: (name) =>
      raw.frames.flatMap((frame) =>
        frame.type === 'event' && frame.event === name ? [readEvent(name, frame)] : [],
      ),
    async send(message, options = {}) {
      const runId = options.key ?? randomUUID();
      const { status } = await client.request('chat.send', {
        sessionKey: options.sessionKey ?? mainSession,
        message,
        idempotencyKey: runId,
        ...(options.queueMode === undefined ? {} : { queueMode: options.queueMode }),
      });
      const end = endOf(client, runId);
      // Whoever waits for it hears of it; many tests break the connection and do not.
      end.catch(() => undefined);
      return {
        runId,
        status,
        text: () => joinDeltas(client.eventsOf('chat').filter((event) => event.runId === runId)),
        end,
      };
    },
    async ask(message, options) {
      return await (
        await client.send(message, options)
      ).end;
    },
    async close() {
      raw.socket.close();
      await raw.closed;
    },
  };
  return client;
}

function readEvent<E extends EventName>(name: E, frame: unknown): PayloadOf<E> {
  return events[name].payload().parse(eventFrame().parse(frame).payload) as PayloadOf<E>;
}

/** The end of a run; it may have come before anybody asked. */
export async function endOf(client: Client, runId: string): Promise<ChatEnd> {
  const end = await client.event('chat', (event) => event.runId === runId && isEnd(event));
  if (!isEnd(end)) throw new Error('no end');
  return end;
}

function isEnd(event: ChatEvent): event is ChatEnd {
  return event.state === 'final' || event.state === 'error' || event.state === 'aborted';
}

/** The text of a run as its deltas tell it. */
export function joinDeltas(stream: readonly ChatEvent[]): string {
  let text = '';
  for (const event of stream)
    if (event.state === 'delta') text = event.replace ? event.deltaText : text + event.deltaText;
  return text;
}

/** The words of a message. */
export function textOf(message: { readonly content: readonly unknown[] } | undefined): string {
  const blocks = (message?.content ?? []) as { type: string; text?: string }[];
  return blocks.flatMap((block) => (block.type === 'text' ? [block.text ?? ''] : [])).join('');
}
