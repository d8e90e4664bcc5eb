import { limits } from '../../shared/config/limits.ts';
import { events, type EventName, type PayloadOf } from '../../shared/protocol/contract.ts';
import type { ChatEvent } from '../../shared/protocol/chat.ts';
import type { EventSpec } from '../../shared/protocol/spec.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import type { Connection, EventSink, WatcherSink } from '../platform/connection.ts';
import { createChatStreams } from './chat-streams.ts';
import { createEventLog, type EventLog } from './event-log.ts';
import { checkPayload, prepareEvent, type OutgoingEvent } from './outgoing-event.ts';
import { Peer } from './peer.ts';

export interface EventHubDeps {
  readonly clock: Clock;
  readonly bootId: string;
  readonly isStrict: boolean;
}

export interface EventHub extends EventSink {
  readonly resume: EventLog['resume'];
  readonly peers: ReadonlySet<Peer>;
  /** For what only those hear who have said with `watch` that they look at a conversation. */
  readonly watchers: WatcherSink;
  add(peer: Peer): void;
  remove(peer: Peer): void;
  /** A peer wants to hear only of these conversations; of all again without a list. */
  watch(connection: Connection, sessionKeys: readonly string[] | undefined): void;
  /** Sends the text that still waits to be gathered. */
  flush(): void;
  stop(): void;
}

/** Signs of life go to everybody; anything else to those with its scope. */
const forEverybody: ReadonlySet<EventName> = new Set(['tick', 'shutdown'] satisfies EventName[]);

/** What is said in a conversation, left out for those who do not look at it. */
const isSaid: ReadonlySet<EventName> = new Set([
  'chat',
  'chat.message',
  'agent',
] satisfies EventName[]);

/** Brings events to all who may see them, keeps those that can be caught up, gathers chat text. */
export function createEventHub(deps: EventHubDeps): EventHub {
  const peers = new Set<Peer>();
  const log = createEventLog({
    bootId: deps.bootId,
    maxEntries: limits.eventLog.entries,
    maxBytes: limits.eventLog.bytes,
  });
  const streams = createChatStreams({
    clock: deps.clock,
    isStrict: deps.isStrict,
    peers: (sessionKey) => audience('chat', sessionKey),
  });
  const cursors = createCursorTeller(deps, log);

  function* audience(name: EventName, sessionKey?: string): Iterable<Peer> {
    const isForAll = forEverybody.has(name);
    const spec: EventSpec = events[name];
    const about = isSaid.has(name) ? sessionKey : undefined;
    for (const peer of peers) {
      if (!isForAll && !peer.may(spec.scope)) continue;
      if (peer.watches(about)) yield peer;
      else if (spec.isLogged) cursors.note(peer);
    }
  }

  const broadcast = (event: OutgoingEvent, sessionKey: string | undefined): void => {
    for (const peer of audience(event.name, sessionKey)) peer.deliver(event);
  };

  return {
    peers,
    watchers: createWatcherSink(peers, deps.isStrict),
    resume: (params) => log.resume(params),
    publish<E extends EventName>(name: E, payload: PayloadOf<E>, sessionKey?: string) {
      if (isChat(name, payload)) {
        // Text waits; what is wrong with it must show here, not when it is sent.
        if (deps.isStrict) checkPayload(name, payload);
        streams.publish(payload);
        return;
      }
      const spec: EventSpec = events[name];
      const event = prepareEvent(name, payload, deps.isStrict);
      if (spec.isLogged) log.append(name, event.payloadJson);
      broadcast(event, sessionKey ?? event.sessionKey);
    },
    add(peer) {
      peers.add(peer);
      if (peer.may(events.chat.scope)) streams.join(peer);
    },
    remove(peer) {
      peers.delete(peer);
      streams.leave(peer);
      cursors.forget(peer);
    },
    watch(connection, sessionKeys) {
      if (!(connection instanceof Peer) || !peers.has(connection)) return;
      connection.watch(sessionKeys);
      streams.leave(connection);
      // What streams right now it gets whole, whether or not it has seen its beginning.
      if (connection.may(events.chat.scope)) streams.join(connection);
    },
    flush: () => streams.flushAll(),
    stop() {
      streams.stop();
      cursors.stop();
    },
  };
}

function createWatcherSink(peers: ReadonlySet<Peer>, isStrict: boolean): WatcherSink {
  return {
    has(sessionKey) {
      for (const peer of peers) if (peer.looksAt(sessionKey)) return true;
      return false;
    },
    publish(name, payload, sessionKey) {
      const event = prepareEvent(name, payload, isStrict);
      for (const peer of peers)
        if (peer.may(event.scope) && peer.looksAt(sessionKey)) peer.deliver(event);
    },
  };
}

interface CursorTeller {
  /** An event of the log was left out for this peer. */
  note(peer: Peer): void;
  forget(peer: Peer): void;
  stop(): void;
}

/**
 * A client counts the events of the log to know where it stands. One that was not told of all of
 * them is told the number instead, some time later.
 */
function createCursorTeller({ clock, isStrict }: EventHubDeps, log: EventLog): CursorTeller {
  const behind = new Set<Peer>();
  let timer: Timer | undefined;
  const tell = (): void => {
    timer = undefined;
    const event = prepareEvent('events.cursor', log.position, isStrict);
    for (const peer of behind) peer.deliver(event);
    behind.clear();
  };
  return {
    note(peer) {
      behind.add(peer);
      timer ??= clock.after(limits.eventLog.cursorMs, tell, { unref: true });
    },
    forget: (peer) => void behind.delete(peer),
    stop: () => timer?.cancel(),
  };
}

/** Ties a name to its payload, which the compiler cannot do for a type parameter. */
function isChat(name: EventName, _payload: unknown): _payload is ChatEvent {
  return name === 'chat';
}
