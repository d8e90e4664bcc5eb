import { AppError } from '../../../shared/errors/index.ts';
import type { Envelope } from '../../../shared/model/envelope.ts';
import { createDeadline } from '../../agents/deadline.ts';
import type { EndedTurn, TurnEnds } from '../../agents/turn-ends.ts';
import { findInbox, ignoreInbox, type Errand } from '../../delivery/inbox-store.ts';
import type { Intake } from '../../delivery/intake.ts';
import { getTurn } from '../../delivery/turn-store.ts';
import type { Clock } from '../../platform/clock.ts';
import { readTurnMessages } from '../../sessions/message-store.ts';
import type { Database, Sql } from '../../storage/database.ts';

/** What one agent asks another to do. */
export interface NewErrand {
  /** Unique for the errand; asking again with it goes on with the same one. */
  readonly key: string;
  readonly sessionKey: string;
  readonly askedBy: string;
  /** The conversation of whoever asks. */
  readonly askerSessionId: string;
  readonly text: string;
  readonly errand: Errand;
}

export type ErrandResult = Pick<EndedTurn, 'state' | 'text' | 'error'>;

export interface ErrandDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly intake: () => Intake;
  readonly turnEnds: () => TurnEnds;
  readonly abort: (sessionId: string, runId: string) => void;
  /** Stops a clock, and the one of a conversation's turn, while a run waits for an answer of the owner. */
  readonly waitFor: (sessionId: string, runId: string, hold: () => () => void) => () => void;
}

/** Hands an errand in. Doing it again changes nothing. @throws AppError ERRAND_REFUSED */
export async function beginErrand(deps: ErrandDeps, errand: NewErrand): Promise<void> {
  const [accepted] = await deps.intake().accept([
    {
      envelope: toEnvelope(errand, deps.clock.now()),
      runId: errand.key,
      sessionKey: errand.sessionKey,
      // Two that come at once are two answers, and neither ends the other.
      queue: 'followup',
      errand: errand.errand,
    },
  ]);
  if (accepted?.status === 'ignored')
    throw new AppError('ERRAND_REFUSED', { reason: accepted.reason ?? 'unknown' });
}

/**
 * Hands an errand in and waits for its end, also across a restart of the program: whoever runs the
 * call again waits for the same errand. An end by the time limit, or by the asker's, ends it; both clocks
 * stand still while the owner is asked on its behalf.
 */
export async function runErrand(
  deps: ErrandDeps,
  errand: NewErrand,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<ErrandResult> {
  const ended = Promise.withResolvers<undefined>();
  // Nobody listens when it is refused at the door.
  ended.promise.catch(() => undefined);
  const stopListening = deps.turnEnds().subscribe(({ runId }) => {
    if (runId === errand.key) ended.resolve(undefined);
  });
  const expire = (): void =>
    ended.reject(new AppError('ERRAND_EXPIRED', { seconds: timeoutMs / 1_000 }));
  const leave = (): void => ended.reject(signal.reason as Error);
  signal.addEventListener('abort', leave, { once: true });
  const deadline = createDeadline(deps.clock, timeoutMs, expire);
  const stopFollowing = deps.waitFor(errand.askerSessionId, errand.key, () => deadline.hold());
  try {
    await beginErrand(deps, errand);
    const early = readErrandEnd(deps.db, errand.key);
    if (early) return early;
    await ended.promise;
    return readErrandEnd(deps.db, errand.key) ?? { state: 'failed', text: '', error: 'INTERNAL' };
  } catch (error) {
    if (!isShutdown(signal)) await endErrand(deps, errand.key);
    throw error;
  } finally {
    deadline.cancel();
    signal.removeEventListener('abort', leave);
    stopFollowing();
    stopListening();
  }
}

/** The errand goes on after a restart, as its asker does. */
function isShutdown({ aborted, reason }: AbortSignal): boolean {
  return aborted && reason instanceof AppError && reason.code === 'SHUTTING_DOWN';
}

/** One that still waits behind another is never begun: nobody would hear its answer. */
async function endErrand({ db, abort }: ErrandDeps, key: string): Promise<void> {
  const record = await db.commit((sql) => {
    const found = findInbox(sql, 'web', key);
    if (found?.state === 'queued') ignoreInbox(sql, found.id, 'withdrawn');
    return found;
  });
  if (record?.session_id) abort(record.session_id, key);
}

/** How an errand ended; undefined while it waits or runs. */
export function readErrandEnd(sql: Sql, key: string): ErrandResult | undefined {
  const record = findInbox(sql, 'web', key);
  const turn = record?.turn_id ? getTurn(sql, record.turn_id) : undefined;
  if (!turn || turn.state === 'running') return undefined;
  const answer = readTurnMessages(sql, turn.id).findLast(({ role }) => role === 'assistant');
  return { state: turn.state, text: answer?.text ?? '', error: turn.error ?? undefined };
}

function toEnvelope({ key, sessionKey, askedBy, text }: NewErrand, now: number): Envelope {
  return {
    channel: 'web',
    dedupeKey: key,
    account: 'web',
    kind: 'new',
    chat: { kind: 'direct', id: sessionKey.slice(0, 256) },
    sender: { id: `agent:${askedBy}`, name: askedBy },
    text,
    attachments: [],
    isAddressed: true,
    sentAt: now,
  };
}
