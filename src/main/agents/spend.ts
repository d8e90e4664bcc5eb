import { AppError } from '../../shared/errors/index.ts';
import { costMicros } from '../providers/cost.ts';
import type { ResolvedModel } from '../providers/model-registry-types.ts';
import type { Usage } from './budget.ts';
import type { TurnContext } from './turn-context.ts';

type Tokens = Pick<Usage, 'inputTokens' | 'outputTokens'>;

/** What tokens of a model cost; nothing where it has no price. */
export function priceTokens({ inputTokens, outputTokens }: Tokens, model: ResolvedModel): Usage {
  const costs = costMicros({ inputTokens, outputTokens }, model.price);
  return { inputTokens, outputTokens, costMicros: costs };
}

/**
 * Sets the most that one call of a model can use aside from the agent's budget.
 * @returns what gives it back when the call is over
 * @throws AppError BUDGET_EXHAUSTED, BUDGET_TURN_EXHAUSTED
 */
export function reserveCall(
  { deps, turn, agent, costMicros: spent }: TurnContext,
  model: ResolvedModel,
  most: Tokens,
): () => void {
  const { turnCost } = agent.budget;
  const worst = spent + priceTokens(most, model).costMicros;
  if (turnCost !== undefined && worst > turnCost * 1_000_000)
    throw new AppError('BUDGET_TURN_EXHAUSTED', { used: spent / 1_000_000, limit: turnCost });
  return deps.budget.reserve(deps.db, turn.agent_id, agent, priceTokens(most, model));
}
