import type { ChatEvent } from '../../shared/protocol/chat.ts';
import { limits } from '../../shared/config/limits.ts';
import type { Clock } from '../platform/clock.ts';
import {
  continuationOf,
  newChatRun,
  takeDelta,
  wholeOf,
  type ChatDelta,
  type ChatRun,
} from './chat-run.ts';
import { prepareEvent, type OutgoingEvent } from './outgoing-event.ts';
import type { Peer } from './peer.ts';

export interface ChatStreamsDeps {
  readonly clock: Clock;
  readonly isStrict: boolean;
  /** Everybody who may see chat events, and looks at that conversation. */
  peers(sessionKey: string): Iterable<Peer>;
}

export interface ChatStreams {
  /** Takes the next event of a run: text is gathered, anything else goes out after its text. */
  publish(event: ChatEvent): void;
  /** A peer that comes late gets the whole text of what streams right now. */
  join(peer: Peer): void;
  leave(peer: Peer): void;
  /** Sends what waits; for an orderly end. */
  flushAll(): void;
  /** Stops all timers. */
  stop(): void;
  readonly runCount: number;
}

/**
 * Gathers the text of runs, so that each peer gets at most one delta per run in 33 ms, however
 * fast a model speaks. Peers in step share one frame; one that joined late or reads slowly is
 * `behind` and gets the whole text with `replace: true` as soon as it can take it.
 */
export function createChatStreams(deps: ChatStreamsDeps): ChatStreams {
  const runs = new Map<string, ChatRun>();
  const flush = createFlush(deps, runs);

  const schedule = (run: ChatRun): void => {
    if (run.timer) return;
    const dueInMs = run.flushedAtMs + limits.frame.deltaMs - deps.clock.monotonic();
    const fire = (): void => {
      run.timer = undefined;
      flushAndWait(run);
    };
    run.timer = deps.clock.after(dueInMs, fire, { unref: true });
  };

  const flushAndWait = (run: ChatRun): void => {
    flush(run);
    // Somebody reads too slowly for now: look again.
    if (run.behind.size > 0 && run.text !== undefined) schedule(run);
  };

  const publishDelta = (delta: ChatDelta): void => {
    let run = runs.get(delta.runId);
    if (!run) {
      makeRoom(runs, deps.clock.monotonic());
      run = newChatRun(delta, deps.clock.now());
      runs.set(delta.runId, run);
    }
    takeDelta(run, delta);
    const isDue = deps.clock.monotonic() - run.flushedAtMs >= limits.frame.deltaMs;
    if (isDue) flushAndWait(run);
    else schedule(run);
  };

  const publishOther = (event: ChatEvent): void => {
    const run = runs.get(event.runId);
    if (run && (run.pending !== '' || run.isReplaced)) flushAndWait(run);
    if (run && event.state !== 'status') end(runs, run);
    const outgoing = prepareEvent('chat', event, deps.isStrict);
    for (const peer of deps.peers(event.sessionKey)) peer.deliver(outgoing);
  };

  return {
    publish(event) {
      if (event.state === 'delta') publishDelta(event);
      else publishOther(event);
    },
    join(peer) {
      for (const run of runs.values()) {
        if (!peer.watches(run.last.sessionKey)) continue;
        run.behind.add(peer);
        schedule(run);
      }
    },
    leave(peer) {
      for (const run of runs.values()) run.behind.delete(peer);
    },
    flushAll() {
      for (const run of [...runs.values()]) flush(run);
    },
    stop() {
      for (const run of [...runs.values()]) end(runs, run);
    },
    get runCount() {
      return runs.size;
    },
  };
}

/** Sends what is new of a run to those in step, and the whole to those who can catch up now. */
function createFlush(deps: ChatStreamsDeps, runs: Map<string, ChatRun>): (run: ChatRun) => void {
  const prepare = (delta: ChatDelta): OutgoingEvent => prepareEvent('chat', delta, deps.isStrict);

  const send = (run: ChatRun, isNews: boolean): void => {
    const delta = once(() => prepare(run.isReplaced ? wholeOf(run) : continuationOf(run)));
    const whole = once(() => prepare(wholeOf(run)));
    for (const peer of deps.peers(run.last.sessionKey)) {
      if (run.behind.has(peer)) {
        if (run.text === undefined || peer.isSlow) continue;
        run.behind.delete(peer);
        peer.deliver(whole());
      } else if (isNews) {
        if (peer.isSlow) run.behind.add(peer);
        else peer.deliver(delta());
      }
    }
  };

  return (run) => {
    run.timer?.cancel();
    run.timer = undefined;
    run.flushedAtMs = deps.clock.monotonic();
    const isNews = run.pending !== '' || run.isReplaced;
    if (isNews || run.behind.size > 0) send(run, isNews);
    run.pending = '';
    run.isReplaced = false;
    // The run that was silent for longest stays first in the map.
    if (runs.delete(run.runId)) runs.set(run.runId, run);
  };
}

/** Forgets runs nobody ever ended, and the most silent one when there are too many. */
function makeRoom(runs: Map<string, ChatRun>, nowMs: number): void {
  for (const run of runs.values()) {
    const isSilent = run.flushedAtMs < nowMs - limits.frame.streamIdleMs;
    if (!isSilent && runs.size < limits.frame.streamedRuns) return;
    end(runs, run);
  }
}

function end(runs: Map<string, ChatRun>, run: ChatRun): void {
  run.timer?.cancel();
  runs.delete(run.runId);
}

function once<T>(build: () => T): () => T {
  let built: { readonly value: T } | undefined;
  return () => (built ??= { value: build() }).value;
}
