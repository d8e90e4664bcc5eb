import { limits } from '../../shared/config/limits.ts';
import type { EventName, PayloadOf } from '../../shared/protocol/contract.ts';
import type { Scope } from '../../shared/protocol/spec.ts';
import type { Connection } from '../platform/connection.ts';
import type { Carrier } from './carrier.ts';
import { prepareEvent, type OutgoingEvent } from './outgoing-event.ts';
import { hasScope, maskOf, type ScopeMask } from './scopes.ts';
import type { Role } from './types.ts';

export interface PeerIdentity {
  readonly id: string;
  readonly role: Role;
  readonly scopes: readonly Scope[];
  readonly clientKey: string;
}

/**
 * An authenticated peer. A class, because there may be ten thousand: methods are shared, and what
 * most peers never need (aliases, listeners) is made on first use.
 */
export class Peer implements Connection {
  readonly id: string;
  readonly role: Role;
  readonly scopes: readonly Scope[];
  readonly clientKey: string;
  readonly carrier: Carrier;
  readonly mask: ScopeMask;
  private readonly isStrict: boolean;
  /** Requests being worked on. */
  inFlight = 0;
  /** Frames in a row that were no requests. */
  badFrames = 0;
  /** Where in the tick wheel it sits. */
  slot = -1;
  /** Rounds of the tick wheel since anything was heard from it. */
  silentRounds = 0;
  isClosed = false;
  private isEnding = false;
  private seq = 0;
  private aliases: Map<string, string> | undefined;
  private closeListeners: (() => void)[] | undefined;
  /** The conversations it looks at; undefined: all of them. */
  private watched: ReadonlySet<string> | undefined;

  constructor(identity: PeerIdentity, carrier: Carrier, isStrict: boolean) {
    this.id = identity.id;
    this.role = identity.role;
    this.scopes = identity.scopes;
    this.clientKey = identity.clientKey;
    this.mask = maskOf(identity.scopes);
    this.carrier = carrier;
    this.isStrict = isStrict;
  }

  send<E extends EventName>(event: E, payload: PayloadOf<E>): boolean {
    return this.deliver(prepareEvent(event, payload, this.isStrict));
  }

  /** True while so much waits to leave that what can be left out should be. */
  get isSlow(): boolean {
    return this.carrier.bufferedAmount > limits.frame.droppingBytes;
  }

  /** Whether events and methods of this scope are for it. */
  may(scope: Scope): boolean {
    return hasScope(this.mask, scope);
  }

  /** From now on only what is said in these conversations is for it; undefined: in all. */
  watch(sessionKeys: readonly string[] | undefined): void {
    this.watched = sessionKeys && new Set(sessionKeys);
  }

  /** Whether what is said in a conversation is for it. */
  watches(sessionKey: string | undefined): boolean {
    return this.watched === undefined || sessionKey === undefined || this.looksAt(sessionKey);
  }

  /** Whether it has said that it looks at a conversation, by whichever name it calls it. */
  looksAt(sessionKey: string): boolean {
    if (this.watched === undefined) return false;
    if (this.watched.has(sessionKey)) return true;
    const alias = this.aliases?.get(sessionKey);
    return alias !== undefined && this.watched.has(alias);
  }

  /**
   * Sends an event, or leaves it out when the peer reads too slowly and it may be left out; the
   * gap in `seq` then tells the client. A peer that lags too far is closed.
   */
  deliver(event: OutgoingEvent): boolean {
    if (this.isClosed) return false;
    this.seq += 1;
    if (event.isDroppable && this.isSlow) return false;
    const alias = event.sessionKey === undefined ? undefined : this.aliases?.get(event.sessionKey);
    return this.transmit(`${event.head(alias)},"seq":${this.seq}}`);
  }

  /** Sends text as one frame. False when the peer is gone, or was closed for being too slow. */
  transmit(frame: string): boolean {
    if (this.isClosed || this.isEnding) return false;
    if (this.carrier.bufferedAmount > limits.frame.bufferedBytes) {
      this.close(1008, 'slow consumer');
      return false;
    }
    this.carrier.gather?.();
    this.carrier.send(frame);
    return true;
  }

  aliasSession(canonicalKey: string, asCalled: string): void {
    if (canonicalKey === asCalled) {
      this.aliases?.delete(canonicalKey);
      return;
    }
    this.aliases ??= new Map();
    this.aliases.delete(canonicalKey);
    this.aliases.set(canonicalKey, asCalled);
    if (this.aliases.size <= limits.frame.aliases) return;
    for (const oldest of this.aliases.keys()) {
      this.aliases.delete(oldest);
      return;
    }
  }

  close(code: number, reason: string): void {
    if (this.isClosed || this.isEnding) return;
    this.isEnding = true;
    this.carrier.close(code, reason);
  }

  onClose(listener: () => void): void {
    if (this.isClosed) listener();
    else (this.closeListeners ??= []).push(listener);
  }

  /** The carrier is gone; listeners are called once. */
  markClosed(onError: (error: unknown) => void): void {
    if (this.isClosed) return;
    this.isClosed = true;
    const listeners = this.closeListeners ?? [];
    this.closeListeners = undefined;
    for (const listener of listeners) {
      try {
        listener();
      } catch (error) {
        onError(error);
      }
    }
  }
}
