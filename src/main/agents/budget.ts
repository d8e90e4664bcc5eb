import type { AgentConfig } from '../../shared/config/agents.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { Clock } from '../platform/clock.ts';
import { localParts } from '../sessions/freshness.ts';
import type { Sql } from '../storage/database.ts';

/** What one model call may use at most, or has used. Money in millionths of a dollar. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costMicros: number;
}

/** Keeps each agent within its daily budget. */
export interface BudgetKeeper {
  /**
   * Sets the most a call can use aside, so that calls at the same time can't pass the limit
   * together. The returned function gives it back; what was really used is stored with the step.
   * @throws AppError BUDGET_EXHAUSTED
   */
  reserve(sql: Sql, agentId: string, agent: AgentConfig, most: Usage): () => void;
  /** Adds what a step has used, in the transaction that stores the step. */
  settle(sql: Sql, agentId: string, model: string, used: Usage, turns: number): void;
  today(sql: Sql, agentId?: string): Usage;
}

interface Reserved {
  tokens: number;
  costMicros: number;
}

export function createBudgetKeeper(deps: {
  readonly clock: Clock;
  readonly timeZone: () => string | undefined;
}): BudgetKeeper {
  const reserved = new Map<string, Reserved>();
  const day = (): string => localParts(deps.clock.now(), deps.timeZone()).day;

  function today(sql: Sql, agentId?: string): Usage {
    const row = sql
      .statement<[string, string | null, string | null], Usage>(
        `SELECT coalesce(sum(input_tokens), 0) AS inputTokens, coalesce(sum(output_tokens), 0) AS outputTokens,
           coalesce(sum(cost_micros), 0) AS costMicros
         FROM usage_day WHERE day = ? AND (? IS NULL OR agent_id = ?)`,
      )
      .get(day(), agentId ?? null, agentId ?? null);
    return row ?? { inputTokens: 0, outputTokens: 0, costMicros: 0 };
  }

  function reserve(sql: Sql, agentId: string, agent: AgentConfig, most: Usage): () => void {
    const { dailyCost, dailyTokens } = agent.budget;
    if (dailyCost === undefined && dailyTokens === undefined) return () => undefined;
    const spent = today(sql, agentId);
    const held = reserved.get(agentId) ?? { tokens: 0, costMicros: 0 };
    const tokens = most.inputTokens + most.outputTokens;
    assertWithin(
      agentId,
      'tokens',
      spent.inputTokens + spent.outputTokens + held.tokens,
      tokens,
      dailyTokens,
    );
    const limitMicros = dailyCost === undefined ? undefined : Math.round(dailyCost * 1_000_000);
    assertWithin(
      agentId,
      'US dollars',
      spent.costMicros + held.costMicros,
      most.costMicros,
      limitMicros,
    );
    held.tokens += tokens;
    held.costMicros += most.costMicros;
    reserved.set(agentId, held);
    return once(() => {
      held.tokens -= tokens;
      held.costMicros -= most.costMicros;
    });
  }

  function settle(sql: Sql, agentId: string, model: string, used: Usage, turns: number): void {
    sql
      .statement<[string, string, string, number, number, number, number]>(
        `INSERT INTO usage_day (day, agent_id, model, input_tokens, output_tokens, cost_micros, turns)
         VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET input_tokens = input_tokens + excluded.input_tokens,
           output_tokens = output_tokens + excluded.output_tokens,
           cost_micros = cost_micros + excluded.cost_micros, turns = turns + excluded.turns`,
      )
      .run(day(), agentId, model, used.inputTokens, used.outputTokens, used.costMicros, turns);
  }

  return { reserve, settle, today };
}

function assertWithin(
  agent: string,
  unit: 'tokens' | 'US dollars',
  used: number,
  more: number,
  limit: number | undefined,
): void {
  if (limit === undefined || used + more <= limit) return;
  const shown = (amount: number): number => (unit === 'tokens' ? amount : amount / 1_000_000);
  throw new AppError('BUDGET_EXHAUSTED', { agent, used: shown(used), limit: shown(limit), unit });
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) action();
    isDone = true;
  };
}
