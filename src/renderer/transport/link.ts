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
import { createFramePump } from './frame-pump.ts';
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
  let attempt = 0;
  let isStopAnnounced = false;
  const ticks = createTickWatch(clock, () => carrier.close());
  const stage = createStage({ onLeave: ticks.stop, onPhase: deps.onPhase });

  const connect = (): void => {
    attempt += 1;
    stage.enter(
      { kind: 'connecting', attempt },
      clock.after(handshakeTimeoutMs, () => carrier.close()),
    );
    carrier.open();
  };

  const waitAndRetry = (retryAfterMs?: number): void => {
    const delayMs = retryAfterMs ?? reconnectDelayMs(Math.max(1, attempt), deps.random());
    const reason = isStopAnnounced ? 'stopping' : 'lost';
    const retryAt = clock.now() + delayMs;
    stage.enter({ kind: 'waiting', attempt, retryAt, reason }, clock.after(delayMs, connect));
  };

  const becomeOnline = (hello: HelloOk | null): void => {
    attempt = 0;
    isStopAnnounced = false;
    stage.enter({ kind: 'online', hello });
    ticks.hear();
    ticks.start(hello?.policy.tickIntervalMs ?? 0);
    deps.onOnline(hello);
  };

  const finishHandshake = (frame: ResponseFrame): void => {
    if (stage.kind() !== 'connecting') return;
    const result = readHello(frame);
    if (result.error === undefined) becomeOnline(result.hello);
    else {
      if (isFinalRefusal(result.error)) stage.enter({ kind: 'refused', error: result.error });
      else waitAndRetry(result.error.retryAfterMs);
      carrier.close();
    }
  };

  carrier.onState((state) => {
    forgetFrames();
    if (state.kind === 'open') {
      if (!carrier.needsHandshake && stage.kind() === 'connecting') becomeOnline(null);
      return;
    }
    const before = stage.kind();
    if (before === 'online' || before === 'connecting') waitAndRetry();
    if (before === 'online') deps.onLost();
  });

  const forgetFrames = routeFrames(carrier, {
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
      if (stage.kind() === 'idle') connect();
    },
    stop() {
      stage.enter({ kind: 'idle' });
      carrier.close();
      deps.onLost();
    },
    retryNow() {
      if (stage.kind() === 'waiting' || stage.kind() === 'refused') {
        attempt = 0;
        connect();
      } else if (stage.kind() === 'online' && ticks.isLate()) carrier.close();
    },
    send(frame) {
      if (stage.kind() !== 'online') return false;
      carrier.send(JSON.stringify(frame));
      return true;
    },
  };
}

interface Stage {
  readonly kind: () => ConnectionPhase['kind'];
  /** Leaves the phase before, with its timer. */
  readonly enter: (phase: ConnectionPhase, timer?: Timer) => void;
}

interface StageHandlers {
  readonly onLeave: () => void;
  readonly onPhase: (phase: ConnectionPhase) => void;
}

function createStage({ onLeave, onPhase }: StageHandlers): Stage {
  let current: ConnectionPhase = { kind: 'idle' };
  let timer: Timer | undefined;
  return {
    kind: () => current.kind,
    enter(phase, next) {
      timer?.cancel();
      timer = next;
      onLeave();
      current = phase;
      onPhase(phase);
    },
  };
}

interface FrameHandlers extends Pick<LinkDeps, 'clock' | 'onResponse' | 'onEvent' | 'report'> {
  readonly onFrame: () => void;
  readonly onHello: (frame: ResponseFrame) => void;
  readonly onChallenge: () => void;
}

/** @returns forgets frames that were not handed on yet */
function routeFrames(carrier: Carrier, handlers: FrameHandlers): () => void {
  const handle = (text: string): void => {
    const frame = parseFrame(text);
    if (!frame) handlers.report('a frame that is neither response nor event');
    else if (frame.type === 'res') {
      if (frame.id === connectRequestId) handlers.onHello(frame);
      else handlers.onResponse(frame);
    } else if (frame.event === 'connect.challenge') handlers.onChallenge();
    else handlers.onEvent(frame);
  };
  const pump = createFramePump({ clock: handlers.clock, handle });
  carrier.onFrame((text) => {
    handlers.onFrame();
    pump.push(text);
  });
  return pump.clear;
}

function sayHello(carrier: Carrier, identity: ClientIdentity): void {
  const params = connectParamsFor(identity);
  carrier.send(JSON.stringify({ type: 'req', id: connectRequestId, method: 'connect', params }));
}
