import { limits } from '../../shared/config/limits.ts';
import { events, type EventName, type PayloadOf } from '../../shared/protocol/contract.ts';
import type { ChatEvent } from '../../shared/protocol/chat.ts';
import type { EventSpec } from '../../shared/protocol/spec.ts';
import type { Clock } from '../platform/clock.ts';
import type { EventSink } from '../platform/connection.ts';
import { createChatStreams } from './chat-streams.ts';
import { createEventLog, type EventLog } from './event-log.ts';
import { checkPayload, prepareEvent, type OutgoingEvent } from './outgoing-event.ts';
import type { Peer } from './peer.ts';

export interface EventHubDeps {
  readonly clock: Clock;
  readonly bootId: string;
  readonly isStrict: boolean;
}

export interface EventHub extends EventSink {
  readonly resume: EventLog['resume'];
  readonly peers: ReadonlySet<Peer>;
  add(peer: Peer): void;
  remove(peer: Peer): void;
  /** Sends the text that still waits to be gathered. */
  flush(): void;
  stop(): void;
}

/** Signs of life go to everybody; anything else to those with its scope. */
const forEverybody: ReadonlySet<EventName> = new Set(['tick', 'shutdown'] satisfies EventName[]);

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
    peers: () => audience('chat'),
  });

  function* audience(name: EventName): Iterable<Peer> {
    const isForAll = forEverybody.has(name);
    const { scope } = events[name];
    for (const peer of peers) if (isForAll || peer.may(scope)) yield peer;
  }

  const broadcast = (event: OutgoingEvent): void => {
    for (const peer of audience(event.name)) peer.deliver(event);
  };

  return {
    peers,
    resume: (params) => log.resume(params),
    publish<E extends EventName>(name: E, payload: PayloadOf<E>) {
      if (isChat(name, payload)) {
        // Text waits; what is wrong with it must show here, not when it is sent.
        if (deps.isStrict) checkPayload(name, payload);
        streams.publish(payload);
        return;
      }
      const spec: EventSpec = events[name];
      const event = prepareEvent(name, payload, deps.isStrict);
      if (spec.isLogged) log.append(name, event.payloadJson);
      broadcast(event);
    },
    add(peer) {
      peers.add(peer);
      if (peer.may(events.chat.scope)) streams.join(peer);
    },
    remove(peer) {
      peers.delete(peer);
      streams.leave(peer);
    },
    flush: () => streams.flushAll(),
    stop: () => streams.stop(),
  };
}

/** Ties a name to its payload, which the compiler cannot do for a type parameter. */
function isChat(name: EventName, _payload: unknown): _payload is ChatEvent {
  return name === 'chat';
}
