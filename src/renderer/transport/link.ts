import type { HelloOk } from '../../shared/protocol/connect.ts';
import type { EventFrame, ResponseFrame } from '../../shared/protocol/frames.ts';
import { reconnectDelayMs } from './backoff.ts';
import type { Carrier } from './carrier.ts';
import type { Clock, Timer } from './clock.ts';
import {
  connectParamsFor,
  connectRequestId,
  isFinalRefusal,
  readHello,
  type ClientIdentity,
} from './handshake.ts';
import { parseFrame } from './parse-frame.ts';
import type { ConnectionPhase } from './phase.ts';
import { createTickWatch } from './tick-watch.ts';

/** From `open` to `hello-ok`. */
const handshakeTimeoutMs = 10_000;

export interface Link {
  readonly start: () => void;
  readonly stop: () => void;
  /** Tries at once if it waits or was refused; ends the line if it seems dead. */
  readonly retryNow: () => void;
  /** False when there is no line. */
  readonly send: (frame: object) => boolean;
}

export interface LinkDeps {
  readonly carrier: Carrier;
  readonly clock: Clock;
  readonly random: () => number;
  readonly identity: ClientIdentity;
  readonly onPhase: (phase: ConnectionPhase) => void;
  readonly onOnline: (hello: HelloOk | null) => void;
  readonly onLost: () => void;
  readonly onResponse: (frame: ResponseFrame) => void;
  readonly onEvent: (frame: EventFrame) => void;
  readonly report: (what: string) => void;
}

/**
 * Keeps one line to the gateway: opens it, says who we are, watches that it lives, and opens it
 * again with growing pauses when it breaks.
 */
export function createLink(deps: LinkDeps): Link {
  const { carrier, clock } = deps;
  let phase: ConnectionPhase = { kind: 'idle' };
  let attempt = 0;
  let isStopAnnounced = false;
  let timer: Timer | undefined;
  const ticks = createTickWatch(clock, () => carrier.close());

  const enter = (next: ConnectionPhase): void => {
    timer?.cancel();
    timer = undefined;
    ticks.stop();
    phase = next;
    deps.onPhase(next);
  };

  const connect = (): void => {
    attempt += 1;
    enter({ kind: 'connecting', attempt });
    timer = clock.after(handshakeTimeoutMs, () => carrier.close());
    carrier.open();
  };

  const waitAndRetry = (retryAfterMs?: number): void => {
    const delayMs = retryAfterMs ?? reconnectDelayMs(Math.max(1, attempt), deps.random());
    const reason = isStopAnnounced ? 'stopping' : 'lost';
    enter({ kind: 'waiting', attempt, retryAt: clock.now() + delayMs, reason });
    timer = clock.after(delayMs, connect);
  };

  const becomeOnline = (hello: HelloOk | null): void => {
    attempt = 0;
    isStopAnnounced = false;
    enter({ kind: 'online', hello });
    ticks.hear();
    ticks.start(hello?.policy.tickIntervalMs ?? 0);
    deps.onOnline(hello);
  };

  const finishHandshake = (frame: ResponseFrame): void => {
    if (phase.kind !== 'connecting') return;
    const result = readHello(frame);
    if (result.error === undefined) {
      becomeOnline(result.hello);
      return;
    }
    if (isFinalRefusal(result.error)) enter({ kind: 'refused', error: result.error });
    else waitAndRetry(result.error.retryAfterMs);
    carrier.close();
  };

  carrier.onState((state) => {
    if (state.kind === 'open') {
      if (!carrier.needsHandshake && phase.kind === 'connecting') becomeOnline(null);
      return;
    }
    const wasOnline = phase.kind === 'online';
    if (wasOnline || phase.kind === 'connecting') waitAndRetry();
    if (wasOnline) deps.onLost();
  });

  routeFrames(carrier, {
    ...deps,
    onFrame: ticks.hear,
    onHello: finishHandshake,
    onChallenge: () => sayHello(carrier, deps.identity),
    onEvent: (frame) => {
      if (frame.event === 'shutdown') isStopAnnounced = true;
      deps.onEvent(frame);
    },
  });

  return {
    start() {
      if (phase.kind === 'idle') connect();
    },
    stop() {
      enter({ kind: 'idle' });
      carrier.close();
      deps.onLost();
    },
    retryNow() {
      if (phase.kind === 'waiting' || phase.kind === 'refused') {
        attempt = 0;
        connect();
      } else if (phase.kind === 'online' && ticks.isLate()) carrier.close();
    },
    send(frame) {
      if (phase.kind !== 'online') return false;
      carrier.send(JSON.stringify(frame));
      return true;
    },
  };
}

interface FrameHandlers extends Pick<LinkDeps, 'onResponse' | 'onEvent' | 'report'> {
  readonly onFrame: () => void;
  readonly onHello: (frame: ResponseFrame) => void;
  readonly onChallenge: () => void;
}

function routeFrames(carrier: Carrier, handlers: FrameHandlers): void {
  carrier.onFrame((text) => {
    handlers.onFrame();
    const frame = parseFrame(text);
    if (!frame) handlers.report('a frame that is neither response nor event');
    else if (frame.type === 'res') {
      if (frame.id === connectRequestId) handlers.onHello(frame);
      else handlers.onResponse(frame);
    } else if (frame.event === 'connect.challenge') handlers.onChallenge();
    else handlers.onEvent(frame);
  });
}

function sayHello(carrier: Carrier, identity: ClientIdentity): void {
  const params = connectParamsFor(identity);
  carrier.send(JSON.stringify({ type: 'req', id: connectRequestId, method: 'connect', params }));
}
