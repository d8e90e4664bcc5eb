import type { TurnEnds } from '../../agents/turn-ends.ts';
import type { Intake } from '../../delivery/intake.ts';
import type { ChatRef, Envelope } from '../../../shared/model/envelope.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import { getSession } from '../../sessions/session-store.ts';
import type { Database, Sql } from '../../storage/database.ts';
import { readErrandEnd, type ErrandResult } from './errands.ts';

/** Who wants the result of a sub-agent, and where. */
export interface Asker {
  readonly sessionKey: string;
  readonly personId: string | null;
  readonly channel: string;
  readonly chat: ChatRef;
  readonly threadId?: string | undefined;
  readonly ruledBy: string;
  /** Results in a row, with this one. */
  readonly rounds: number;
  readonly agentId: string;
}

interface HandBackRow {
  readonly session_id: string;
  readonly run_id: string;
  readonly asker: string;
  readonly label: string;
}

/** Remembers that a result is wanted. Part of the caller's transaction; the conversation exists. */
export function wantResult(
  sql: Sql,
  wanted: { sessionId: string; runId: string; asker: Asker; label: string },
  now: number,
): void {
  sql
    .statement<[string, string, string, string, number]>(
      `INSERT INTO hand_back (session_id, run_id, asker, label, created_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    )
    .run(wanted.sessionId, wanted.runId, JSON.stringify(wanted.asker), wanted.label, now);
}

export interface HandBackDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly intake: () => Intake;
  readonly turnEnds: () => TurnEnds;
}

/** Gives results of sub-agents in the background back to the conversations that asked. */
export interface HandBack {
  /** Gives back what ended before a crash, and listens from then on. */
  start(): Promise<void>;
  /** Whether a conversation's result is there already: it may have ended before anybody wanted it. */
  look(sessionId: string): Promise<void>;
  stop(): void;
}

/**
 * A result becomes a message of the asking conversation, once: the inbox knows its key, so that a
 * crash between handing it in and forgetting the wish repeats nothing.
 */
export function createHandBack(deps: HandBackDeps): HandBack {
  const { db, log } = deps;
  let unsubscribe = (): void => undefined;

  async function giveBack(row: HandBackRow): Promise<void> {
    const end = readErrandEnd(db, row.run_id);
    if (!end) return;
    const asker = JSON.parse(row.asker) as Asker;
    await deps.intake().accept([
      {
        envelope: toEnvelope(row, asker, end, deps.clock.now()),
        sessionKey: asker.sessionKey,
        // What a person is being answered meanwhile is not ended by it.
        queue: 'collect',
        errand: {
          ...{ personId: asker.personId, ruledBy: asker.ruledBy, rounds: asker.rounds },
          isSpoken: true,
        },
      },
    ]);
    await db.commit((sql) =>
      sql.statement<[string]>('DELETE FROM hand_back WHERE session_id = ?').run(row.session_id),
    );
  }

  function tryGiveBack(row: HandBackRow): Promise<void> {
    return giveBack(row).catch((error: unknown) =>
      log.error('errand.not-handed-back', { runId: row.run_id, error }),
    );
  }

  async function look(sessionId: string): Promise<void> {
    const row = findRow(db, sessionId);
    if (row) await tryGiveBack(row);
  }

  return {
    look,
    async start() {
      unsubscribe = deps.turnEnds().subscribe(({ sessionId }) => void look(sessionId));
      for (const row of listRows(db)) await tryGiveBack(row);
    },
    stop: () => unsubscribe(),
  };
}

function findRow(sql: Sql, sessionId: string): HandBackRow | undefined {
  return sql
    .statement<[string], HandBackRow>('SELECT * FROM hand_back WHERE session_id = ?')
    .get(sessionId);
}

function listRows(sql: Sql): HandBackRow[] {
  return sql.statement<[], HandBackRow>('SELECT * FROM hand_back ORDER BY created_at').all();
}

/** How many sub-agents of a conversation have not given their result yet. */
export function countWanted(sql: Sql, sessionKey: string): number {
  return listRows(sql).filter(({ asker, session_id: id }) => {
    const { sessionKey: askerKey } = JSON.parse(asker) as Asker;
    return askerKey === sessionKey && getSession(sql, id) !== undefined;
  }).length;
}

function toEnvelope(row: HandBackRow, asker: Asker, end: ErrandResult, now: number): Envelope {
  return {
    channel: asker.channel,
    dedupeKey: `result:${row.run_id}`,
    account: asker.channel,
    kind: 'new',
    chat: asker.chat,
    ...(asker.threadId === undefined ? {} : { thread: { id: asker.threadId } }),
    sender: { id: `agent:${asker.agentId}`, name: asker.agentId },
    text: `Result of the task "${row.label}" you gave to a sub-agent:\n\n${describeEnd(end)}`,
    attachments: [],
    isAddressed: true,
    sentAt: now,
  };
}

/** What an asking model reads of how an errand ended. */
export function describeEnd({ state, text, error }: ErrandResult): string {
  if (state === 'done') return text;
  const why = error === undefined ? '' : ` (${error})`;
  return `It did not finish: ${state}${why}.${text === '' ? '' : ` It said so far: ${text}`}`;
}
