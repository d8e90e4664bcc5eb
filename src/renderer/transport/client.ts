import { createCalls, type Request } from './calls.ts';
import type { Carrier } from './carrier.ts';
import { createCatchUp } from './catch-up.ts';
import { localError } from './client-error.ts';
import type { Clock } from './clock.ts';
import { createEventHub, type EventHub } from './event-hub.ts';
import type { ClientIdentity } from './handshake.ts';
import { createLink } from './link.ts';
import type { ConnectionPhase } from './phase.ts';
import { createWatched, type Watched } from './watched.ts';

/** The one way from the interface to the gateway, the same in a browser and in the desktop. */
export interface Client {
  readonly start: () => void;
  readonly stop: () => void;
  /** Connects at once instead of waiting: the network came back, the page became visible. */
  readonly retryNow: () => void;
  /** @throws ClientError with the gateway's code, or a `CLIENT_…` one */
  readonly request: Request;
  readonly on: EventHub['on'];
  /**
   * What is said in a conversation (`chat`, `chat.message`, `agent`) comes only for those that are
   * looked at; the result lets it go. Begin to look before reading what was said so far.
   */
  readonly watch: Watched['watch'];
  readonly onPhase: (listener: (phase: ConnectionPhase) => void) => () => void;
  /**
   * After each connect, when everything missed has been handed on as events. With `reload` too
   * much was missed: what is shown is to be read anew.
   */
  readonly onReady: (listener: (how: { readonly reload: boolean }) => void) => () => void;
  /** Frames that did not fit the contract. */
  readonly onReport: (listener: (what: string) => void) => () => void;
}

export interface ClientDeps {
  readonly carrier: Carrier;
  readonly clock: Clock;
  readonly random: () => number;
  readonly identity: ClientIdentity;
}

/** Puts link, requests, events and catching up together over one carrier. */
export function createClient(deps: ClientDeps): Client {
  const phaseListeners = createListeners<ConnectionPhase>();
  const readyListeners = createListeners<{ readonly reload: boolean }>();
  const reportListeners = createListeners<string>();
  const hub = createEventHub(reportListeners.tell);

  const calls = createCalls({
    clock: deps.clock,
    report: reportListeners.tell,
    send: (frame) => link.send(frame),
  });
  const catchUp = createCatchUp({
    resume: (params) => calls.request('events.resume', params),
    dispatch: (event, payload) => void hub.emit(event, payload),
    onReady: readyListeners.tell,
  });
  const watched = createWatched((sessionKeys) => {
    // Without a line it is told after the next connect.
    calls.request('events.watch', { sessionKeys }).catch(() => undefined);
  });
  const link = createLink({
    ...deps,
    onPhase: phaseListeners.tell,
    onOnline: () => {
      watched.tell();
      catchUp.run();
    },
    onLost: () => {
      catchUp.pause();
      calls.failAll(localError('CLIENT_OFFLINE'));
    },
    onResponse: (frame) => void calls.settle(frame),
    onEvent: (frame) => catchUp.take(frame),
    report: reportListeners.tell,
  });

  return {
    start: link.start,
    stop: link.stop,
    retryNow: link.retryNow,
    request: calls.request,
    on: hub.on,
    watch: watched.watch,
    onPhase: phaseListeners.add,
    onReady: readyListeners.add,
    onReport: reportListeners.add,
  };
}

interface Listeners<T> {
  readonly add: (listener: (value: T) => void) => () => void;
  readonly tell: (value: T) => void;
}

function createListeners<T>(): Listeners<T> {
  const all = new Set<(value: T) => void>();
  return {
    add: (listener) => {
      all.add(listener);
      return () => void all.delete(listener);
    },
    tell: (value) => {
      for (const listener of [...all]) listener(value);
    },
  };
}
