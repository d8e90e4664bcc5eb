import type { Config } from '../../shared/config/schema.ts';
import type { BudgetRow } from '../../shared/protocol/usage.ts';
import type { BudgetKeeper } from '../agents/budget.ts';
import type { Sql } from '../storage/database.ts';

/** Each agent with its daily limits and what of them is used and set aside. */
export function listBudgets(
  sql: Sql,
  agents: Config['agents'],
  budget: Pick<BudgetKeeper, 'today' | 'reserved'>,
): BudgetRow[] {
  return Object.entries(agents).map(([agentId, agent]) => {
    const used = budget.today(sql, agentId);
    const reserved = budget.reserved(agentId);
    const { dailyCost, dailyTokens } = agent.budget;
    return {
      agentId,
      ...(dailyCost === undefined ? {} : { costLimitMicros: Math.round(dailyCost * 1_000_000) }),
      ...(dailyTokens === undefined ? {} : { tokenLimit: dailyTokens }),
      usedCostMicros: used.costMicros,
      usedTokens: used.inputTokens + used.outputTokens,
      reservedCostMicros: reserved.costMicros,
      reservedTokens: reserved.tokens,
    };
  });
}
