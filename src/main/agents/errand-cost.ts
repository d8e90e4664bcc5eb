import { getTurn, type TurnRecord } from '../delivery/turn-store.ts';
import type { Sql } from '../storage/database.ts';

/** The run of an errand is called after the turn that gave it: `errand:<turn>-<call>`. */
const errandRun = /^errand:([0-9a-f-]{36})-/;

/**
 * What the tasks have cost that a turn gave to other agents, and what those gave on, in millionths of
 * a dollar.
 */
export function costOfErrands(sql: Sql, turnId: string): number {
  return (
    sql
      .statement<[string, string], { cost: number }>(
        `WITH RECURSIVE given (id, cost) AS (
           SELECT turn.id, turn.cost_micros FROM inbox JOIN turn ON turn.id = inbox.turn_id
           WHERE inbox.channel = 'web' AND inbox.dedupe_key >= 'errand:' || ? || '-'
             AND inbox.dedupe_key < 'errand:' || ? || '.'
           UNION
           SELECT turn.id, turn.cost_micros FROM given
             JOIN inbox ON inbox.channel = 'web' AND inbox.dedupe_key >= 'errand:' || given.id || '-'
               AND inbox.dedupe_key < 'errand:' || given.id || '.'
             JOIN turn ON turn.id = inbox.turn_id
         )
         SELECT coalesce(sum(cost), 0) AS cost FROM given`,
      )
      .get(turnId, turnId)?.cost ?? 0
  );
}

/** The turns on whose behalf a turn runs, the nearest first. */
export function listAskers(sql: Sql, turn: Pick<TurnRecord, 'run_id'>): TurnRecord[] {
  const askers: TurnRecord[] = [];
  for (let id = askerOf(turn); id !== undefined;) {
    const asker = getTurn(sql, id);
    if (!asker || askers.some((one) => one.id === asker.id)) break;
    askers.push(asker);
    id = askerOf(asker);
  }
  return askers;
}

function askerOf({ run_id: runId }: Pick<TurnRecord, 'run_id'>): string | undefined {
  return errandRun.exec(runId)?.[1];
}
