import { limits } from '../../../shared/config/limits.ts';
import type { Config } from '../../../shared/config/schema.ts';
import type { ResultOf } from '../../../shared/protocol/contract.ts';
import type { BudgetKeeper } from '../../agents/budget.ts';
import { countOutbox } from '../../delivery/outbox-stuck.ts';
import type { Clock } from '../../platform/clock.ts';
import type { MethodHandlers } from '../../platform/connection.ts';
import type { HeavyReads } from '../../sessions/heavy-reads.ts';
import type { Sql } from '../../storage/database.ts';
import { dayBoundsOf, type DayBounds } from '../../usage/day-bounds.ts';
import { listBudgets } from '../../usage/list-budgets.ts';
import { readHappened } from '../../usage/read-overview.ts';
import { periodBefore, rangeOf, reportUsage } from '../../usage/usage-report.ts';
import { countUsageRows } from '../../usage/usage-store.ts';

export interface UsageMethodDeps {
  readonly db: Sql;
  readonly clock: Clock;
  readonly config: () => Config;
  readonly budget: BudgetKeeper;
  readonly heavyReads: Pick<HeavyReads, 'report'>;
  readonly readStatus: () => ResultOf<'status'>;
  readonly readHealth: () => ResultOf<'health'>;
}

type UsageHandlers = Pick<MethodHandlers, 'usage.report' | 'usage.budgets' | 'overview.get'>;

/** What was used, what may be used, and how things stand. */
export function createUsageMethods(deps: UsageMethodDeps): UsageHandlers {
  const { db, config } = deps;
  const today = (): DayBounds => dayBoundsOf(deps.clock.now(), config().owner.timeZone);
  const budgets = (): ResultOf<'usage.budgets'>['budgets'] =>
    listBudgets(db, config().agents, deps.budget);

  return {
    'usage.report'({ groupBy, filters, ...asked }) {
      const range = rangeOf(asked, today().day);
      const query = { ...range, groupBy, filters };
      const covered = { from: periodBefore(range.from, range.to).from, to: range.to };
      const { quickRows } = limits.usage;
      const isQuick = countUsageRows(db, covered, quickRows + 1) <= quickRows;
      return isQuick ? reportUsage(db, query) : deps.heavyReads.report(query);
    },
    'usage.budgets'() {
      const { day, endsAt } = today();
      return { day, endsAt, budgets: budgets() };
    },
    'overview.get'() {
      const bounds = today();
      const status = deps.readStatus();
      const { memory, configProblems } = deps.readHealth();
      const { waiting, unknown, held, dead } = countOutbox(db);
      return {
        ts: deps.clock.now(),
        day: bounds.day,
        dayEndsAt: bounds.endsAt,
        name: status.name,
        version: status.version,
        uptimeMs: status.uptimeMs,
        defaultAgentId: status.defaultAgentId,
        model: status.model,
        databaseBytes: status.databaseBytes,
        memoryBytes: memory.rssBytes,
        setup: {
          hasModel: !status.model.startsWith('offline/') && status.model !== 'none',
          hasMessenger: Object.values(config().channels).some(({ type }) => type !== 'web'),
          hasConversation: status.messages > 0,
        },
        turns: status.turns,
        ...readHappened(db, bounds),
        outbox: { waiting, unknown, held, dead },
        problems: configProblems,
        budgets: budgets(),
      };
    },
  };
}
