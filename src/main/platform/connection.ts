import type {
  EventName,
  MethodName,
  ParsedParamsOf,
  PayloadOf,
  ResultOf,
} from '../../shared/protocol/contract.ts';
import type { Scope } from '../../shared/protocol/spec.ts';

/** An authenticated peer of the gateway, whatever carries its frames. */
export interface Connection {
  readonly id: string;
  readonly role: 'operator' | 'node';
  readonly scopes: readonly Scope[];
  /** The same for each connection of one client; what its idempotency keys are scoped to. */
  readonly clientKey: string;
  /** False when the event was dropped because the peer reads too slowly. */
  send<E extends EventName>(event: E, payload: PayloadOf<E>): boolean;
  /** The client calls a conversation by another key than its own; its events then do so too. */
  aliasSession(canonicalKey: string, asCalled: string): void;
  close(code: number, reason: string): void;
  onClose(listener: () => void): void;
}

/** Where services tell everybody what happened. */
export interface EventSink {
  /** @param sessionKey the conversation it belongs to, where the payload does not name it */
  publish<E extends EventName>(event: E, payload: PayloadOf<E>, sessionKey?: string): void;
}

/** Where services tell those who look at a conversation more than others want to hear. */
export interface WatcherSink {
  /** Whether anybody has said that they look at it. */
  has(sessionKey: string): boolean;
  publish<E extends EventName>(event: E, payload: PayloadOf<E>, sessionKey: string): void;
}

/** Exactly one handler for each method of the contract; the compiler counts them. */
export type MethodHandlers = {
  readonly [M in MethodName]: (
    params: ParsedParamsOf<M>,
    connection: Connection,
  ) => Promise<ResultOf<M>> | ResultOf<M>;
};
