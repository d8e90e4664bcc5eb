import type { AgentConfig } from '../../shared/config/agents.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { Clock } from '../platform/clock.ts';
import { localParts } from '../sessions/freshness.ts';
import type { Sql } from '../storage/database.ts';
import {
  addTokens,
  addTurn,
  readTokens,
  type CountedTurn,
  type UsagePlace,
} from '../usage/usage-store.ts';

/** What one model call may use at most, or has used. Money in millionths of a dollar. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costMicros: number;
}

/** On which channel and for whom something is used; left out where nobody is behind it. */
export interface UsageOrigin {
  readonly channel: string;
  readonly personId: string | null;
}

/** Keeps each agent within its daily budget, and the record of what was used. */
export interface BudgetKeeper {
  /**
   * Sets the most a call can use aside, so that calls at the same time can't pass the limit
   * together. The returned function gives it back; what was really used is stored with the step.
   * @throws AppError BUDGET_EXHAUSTED
   */
  reserve(sql: Sql, agentId: string, agent: AgentConfig, most: Usage): () => void;
  /** Adds what a step has used, in the transaction that stores the step. */
  settle(sql: Sql, agentId: string, model: string, used: Usage, from?: UsageOrigin): void;
  /** Counts a turn, in the transaction that ends it. */
  countTurn(sql: Sql, agentId: string, model: string, turn: CountedTurn, from: UsageOrigin): void;
  today(sql: Sql, agentId?: string): Usage;
  /** What is set aside for an agent's calls that run right now. */
  reserved(agentId: string): { readonly tokens: number; readonly costMicros: number };
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

  const today = (sql: Sql, agentId?: string): Usage => readTokens(sql, day(), agentId);
  const placeOf = (agentId: string, model: string, from: UsageOrigin | undefined): UsagePlace => ({
    ...{ day: day(), agentId, model },
    channel: from?.channel ?? '',
    personId: from?.personId ?? '',
  });

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

  return {
    reserve,
    today,
    settle: (sql, agentId, model, used, from) =>
      addTokens(sql, placeOf(agentId, model, from), used),
    countTurn: (sql, agentId, model, turn, from) =>
      addTurn(sql, placeOf(agentId, model, from), turn),
    reserved: (agentId) => ({ tokens: 0, costMicros: 0, ...reserved.get(agentId) }),
  };
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
