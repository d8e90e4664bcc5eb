import { findWriter } from '../delivery/inbox-store.ts';
import type { TurnState } from '../../shared/model/turn-state.ts';
import type { Sql } from '../storage/database.ts';
import type { UsageOrigin } from './budget.ts';
import type { TurnContext } from './turn-context.ts';

/** On which channel a turn is, and for whom: whose direct chat it is, else who wrote. */
export function originOf(sql: Sql, { turn, session }: TurnContext): UsageOrigin {
  const { id: turnId, run_id: runId, channel } = turn;
  return { channel, personId: session.person_id ?? findWriter(sql, { turnId, runId }) };
}

/**
 * Puts a turn that ends into the record of what was used, in the transaction that ends it. It counts
 * for the model that answered last.
 */
export function countTurn(
  sql: Sql,
  context: TurnContext,
  end: { readonly state: Exclude<TurnState, 'running'>; readonly messagesIn: number },
): void {
  const { deps, turn } = context;
  const hasFailed = end.state === 'failed' || end.state === 'expired';
  const known = readEnded(sql, turn.id);
  const counted = {
    hasFailed,
    durationMs: deps.clock.now() - turn.created_at,
    messagesIn: end.messagesIn,
    messagesOut: end.state === 'done' ? 1 : 0,
    toolCalls: known?.toolCalls ?? 0,
  };
  deps.budget.countTurn(sql, turn.agent_id, known?.model ?? '', counted, originOf(sql, context));
}

/** Counted from what is stored: a turn may have begun before a crash. */
function readEnded(
  sql: Sql,
  turnId: string,
): { readonly model: string | null; readonly toolCalls: number } | undefined {
  return sql
    .statement<[string], { model: string | null; toolCalls: number }>(
      `SELECT model, (SELECT count(*) FROM trace WHERE turn_id = turn.id AND kind = 'tool') AS toolCalls
       FROM turn WHERE id = ?`,
    )
    .get(turnId);
}
