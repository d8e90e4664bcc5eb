import { getTurn } from '../delivery/turn-store.ts';
import type { Clock } from '../platform/clock.ts';
import type { EventSink, WatcherSink } from '../platform/connection.ts';
import type { Logger } from '../platform/log.ts';
import { findKey } from '../sessions/session-store.ts';
import type { Database, Note, Notes } from '../storage/database.ts';

export interface ChangeDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'error'>;
  readonly events: EventSink;
  readonly watchers: WatcherSink;
  readonly hasListeners: () => boolean;
}

/**
 * Tells those who look at its conversation that a step of a turn was written down or ended and that a
 * part of its answer moved on, and everybody that something in the outbox needs the owner: each once it
 * is on disk. What it was they read anew. While nobody is connected nothing is even looked up.
 */
export function announceChanges(deps: ChangeDeps): void {
  deps.db.watch((notes) => {
    if (!deps.hasListeners()) return;
    for (const note of notes) announceSafely(deps, note);
  });
}

/** What was committed stays so: whoever commits next must not fall over a note. */
function announceSafely(deps: ChangeDeps, note: Note): void {
  try {
    announce(deps, note);
  } catch (error) {
    deps.log.error('change.not-announced', { topic: note.topic, error });
  }
}

function announce(deps: ChangeDeps, { topic, note }: Note): void {
  if (topic === 'trace') announceStep(deps, note);
  else announcePart(deps, note);
}

function announceStep(deps: ChangeDeps, note: Notes['trace']): void {
  const { turnId, runId, sessionId, stepId, kind, name, state } = note;
  const sessionKey = findKey(deps.db, sessionId);
  if (sessionKey === undefined || !deps.watchers.has(sessionKey)) return;
  publish(deps, { runId, sessionKey }, { turnId, stepId, kind, name, state });
}

function announcePart(deps: ChangeDeps, note: Notes['part']): void {
  const { id, turnId, sessionId, channel, state, isStuck } = note;
  const sessionKey = sessionId === null ? undefined : findKey(deps.db, sessionId);
  const isWatched = sessionKey !== undefined && deps.watchers.has(sessionKey);
  const turn = isWatched && turnId !== null ? getTurn(deps.db, turnId) : undefined;
  if (isWatched && turn) {
    const data = { turnId, stepId: 0, kind: 'delivery', name: channel, state, partId: id };
    publish(deps, { runId: turn.run_id, sessionKey }, data);
  }
  if (!isStuck) return;
  deps.events.publish('outbox.changed', {
    ...{ id, channel, state },
    ...(turnId === null ? {} : { turnId }),
    ...(sessionKey === undefined ? {} : { sessionKey }),
  });
}

function publish(
  { clock, watchers }: ChangeDeps,
  { runId, sessionKey }: { readonly runId: string; readonly sessionKey: string },
  data: Readonly<Record<string, unknown>>,
): void {
  const step = { runId, seq: 0, stream: 'trace', ts: clock.now(), data: { ...data } };
  watchers.publish('agent', step, sessionKey);
}
