import { AppError } from '../../shared/errors/index.ts';
import { costMicros, type PricedTokens } from '../providers/cost.ts';
import type { ResolvedModel } from '../providers/model-registry-types.ts';
import type { Usage } from './budget.ts';
import { costOfErrands, listAskers } from './errand-cost.ts';
import type { TurnContext } from './turn-context.ts';

/** What tokens of a model cost; nothing where it has no price. */
export function priceTokens(tokens: PricedTokens, model: ResolvedModel): Usage {
  const { inputTokens, outputTokens } = tokens;
  return { inputTokens, outputTokens, costMicros: costMicros(tokens, model.price) };
}

/**
 * Sets the most that one call of a model can use aside from the agent's budget.
 * @returns what gives it back when the call is over
 * @throws AppError BUDGET_EXHAUSTED, BUDGET_TURN_EXHAUSTED
 */
export function reserveCall(
  context: TurnContext,
  model: ResolvedModel,
  most: PricedTokens,
): () => void {
  const { deps, turn, agent } = context;
  const usage = priceTokens(most, model);
  assertTurnCost(context, usage.costMicros);
  return deps.budget.reserve(deps.db, turn.agent_id, agent, usage);
}

/** What was given to other agents counts for whoever gave it, or a limit would be passed by asking others. */
function assertTurnCost({ deps, turn, agent, costMicros }: TurnContext, more: number): void {
  const { agents } = deps.config();
  const own = { id: turn.id, costMicros, limit: agent.budget.turnCost };
  const askers = listAskers(deps.db, turn).map((asker) => ({
    id: asker.id,
    costMicros: asker.cost_micros,
    limit: agents[asker.agent_id]?.budget.turnCost,
  }));
  for (const { id, costMicros: spentItself, limit } of [own, ...askers]) {
    if (limit === undefined) continue;
    const spent = spentItself + costOfErrands(deps.db, id);
    if (spent + more > limit * 1_000_000)
      throw new AppError('BUDGET_TURN_EXHAUSTED', { used: spent / 1_000_000, limit });
  }
}
