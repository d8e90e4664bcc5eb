import { createTurnEnds, type TurnEnds } from '../../agents/turn-ends.ts';
import { giveToTurn, insertInbox } from '../../delivery/inbox-store.ts';
import type { Accepted, Inbound } from '../../delivery/intake.ts';
import {
  endTurn,
  insertTurn,
  listRunningTurns,
  type TurnRecord,
} from '../../delivery/turn-store.ts';
import type { Clock } from '../../platform/clock.ts';
import { appendMessage } from '../../sessions/message-store.ts';
import { createSession, findSession } from '../../sessions/session-store.ts';
import type { Database, Sql } from '../../storage/database.ts';

/** Intake and turns as a test plays them, on the real tables. */
export interface FakeTurns {
  readonly ends: TurnEnds;
  /** Everything that was handed in, repeats included. */
  readonly handedIn: readonly Inbound[];
  accept(inbound: readonly Inbound[]): Promise<Accepted[]>;
  finish(runId: string, state: 'done' | 'failed', text: string): Promise<void>;
  /** What the engine of turns does at a start: goes on with those that a crash left. */
  recover(sql: Sql): Promise<void>;
}

/** @param answer what each turn answers at once; undefined when it waits for `finish` */
export function createFakeTurns(
  db: Database,
  clock: Clock,
  answer: () => string | undefined,
): FakeTurns {
  const handedIn: Inbound[] = [];
  const turns = new Map<string, TurnRecord>();
  const ends = createTurnEnds((error) => {
    throw error;
  });

  async function accept(inbound: Inbound): Promise<Accepted> {
    handedIn.push(inbound);
    const turn = await db.commit((sql) => takeIn(sql, inbound, clock.now()));
    const runId = inbound.runId ?? '';
    if (!turn) return { runId, status: 'ok' };
    turns.set(runId, turn);
    const text = answer();
    if (text !== undefined) await finish(runId, 'done', text);
    return { runId, status: 'started' };
  }

  async function finish(runId: string, state: 'done' | 'failed', text: string): Promise<void> {
    const turn = turns.get(runId);
    if (!turn) throw new Error(`no turn of ${runId}`);
    await db.commit((sql) => endOne(sql, turn, state, text, clock.now()));
    ends.tell({
      ...{ runId, turnId: turn.id, sessionId: turn.session_id, sessionKey: '', state, text },
      ...{ agentId: turn.agent_id, error: undefined },
    });
  }

  return {
    ends,
    handedIn,
    finish,
    accept: (inbound) => Promise.all(inbound.map(accept)),
    async recover(sql) {
      for (const turn of listRunningTurns(sql)) {
        turns.set(turn.run_id, turn);
        await finish(turn.run_id, 'done', answer() ?? '');
      }
    },
  };
}

/** As the intake does it: inbox, conversation and turn in one transaction; a repeat stops here. */
function takeIn(sql: Sql, inbound: Inbound, now: number): TurnRecord | undefined {
  const record = insertInbox(sql, inbound, now);
  if (!record) return undefined;
  const { channel, chat } = inbound.envelope;
  const key = inbound.sessionKey ?? '';
  const session =
    findSession(sql, key) ??
    createSession(
      sql,
      {
        ...{ key, agentId: 'assistant', channel, chatKind: chat.kind, title: '' },
        personId: inbound.errand?.personId ?? null,
      },
      now,
    );
  const turn = insertTurn(
    sql,
    {
      ...{ sessionId: session.id, agentId: 'assistant', runId: record.run_id },
      ...{ replyTo: { channel, chat }, deadlineMs: 60_000 },
    },
    now,
  );
  giveToTurn(sql, record.id, turn);
  return turn;
}

function endOne(
  sql: Sql,
  turn: TurnRecord,
  state: 'done' | 'failed',
  text: string,
  now: number,
): void {
  const failure = { code: 'MODEL_DOWN', message: 'The model is down.', hint: 'Wait.' };
  appendMessage(
    sql,
    {
      ...{ sessionId: turn.session_id, parentId: null, turnId: turn.id, runId: turn.run_id },
      ...{ role: 'assistant', content: [{ type: 'text', text }] },
      ...(state === 'failed' ? { error: failure } : {}),
    },
    now,
  );
  endTurn(sql, turn, { state, stopReason: 'stop' }, now);
}
