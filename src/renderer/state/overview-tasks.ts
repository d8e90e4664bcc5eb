import type { BudgetRow } from '../../shared/protocol/usage.ts';
import type { OverviewData } from './overview.ts';

/** From this share of a daily budget on its owner hears of it. */
const nearlyUsed = 0.8;

/** Something the overview tells its reader to do. What has a store of its own is not among them. */
export type OverviewTask =
  | { readonly kind: 'held' | 'dead' | 'schedule'; readonly count: number }
  | { readonly kind: 'budget'; readonly budget: BudgetRow; readonly share: number };

/** What waits for somebody, the most urgent first. */
export function listTasks({ outbox, schedules, budgets }: OverviewData): OverviewTask[] {
  const counted: [OverviewTask & { count: number }][] = [
    [{ kind: 'held', count: outbox.held + outbox.unknown }],
    [{ kind: 'dead', count: outbox.dead }],
    [{ kind: 'schedule', count: schedules.broken }],
  ];
  return [
    ...counted.flat().filter(({ count }) => count > 0),
    ...budgets
      .map((budget): OverviewTask => ({ kind: 'budget', budget, share: shareOf(budget) }))
      .filter((task) => task.kind === 'budget' && task.share >= nearlyUsed),
  ];
}

/** How much of a budget is used or set aside, of that limit which is nearer; 0 without any. */
export function shareOf(budget: BudgetRow): number {
  const cost = budget.usedCostMicros + budget.reservedCostMicros;
  const tokens = budget.usedTokens + budget.reservedTokens;
  return Math.max(ratio(cost, budget.costLimitMicros), ratio(tokens, budget.tokenLimit));
}

/** Whether an agent has a daily limit at all. */
export function hasLimit({ costLimitMicros, tokenLimit }: BudgetRow): boolean {
  return costLimitMicros !== undefined || tokenLimit !== undefined;
}

function ratio(used: number, limit: number | undefined): number {
  return limit === undefined || limit <= 0 ? 0 : used / limit;
}
