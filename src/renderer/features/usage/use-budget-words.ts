import { useTranslation } from 'react-i18next';
import type { BudgetRow } from '../../../shared/protocol/usage.ts';
import { useFigures } from '../../i18n/use-figures.ts';

interface BudgetWords {
  readonly costOf: (budget: BudgetRow) => string;
  readonly tokensOf: (budget: BudgetRow) => string;
  /** The limits there are, in one line. */
  readonly textOf: (budget: BudgetRow) => string;
}

/** Budgets in words. */
export function useBudgetWords(): BudgetWords {
  const { t } = useTranslation();
  const { money, short } = useFigures();

  const say = (used: string, limit: string | undefined, reserved: string | undefined): string => {
    if (limit === undefined) return t('usage.noLimit', { used });
    return reserved === undefined
      ? t('usage.ofLimit', { used, limit })
      : t('usage.ofLimitReserved', { used, limit, reserved });
  };
  const costOf = (budget: BudgetRow): string =>
    say(
      money(budget.usedCostMicros),
      budget.costLimitMicros === undefined ? undefined : money(budget.costLimitMicros),
      budget.reservedCostMicros > 0 ? money(budget.reservedCostMicros) : undefined,
    );
  const tokensOf = (budget: BudgetRow): string =>
    say(
      short(budget.usedTokens),
      budget.tokenLimit === undefined ? undefined : short(budget.tokenLimit),
      budget.reservedTokens > 0 ? short(budget.reservedTokens) : undefined,
    );

  return {
    costOf,
    tokensOf,
    textOf: (budget) =>
      [
        budget.costLimitMicros === undefined ? undefined : costOf(budget),
        budget.tokenLimit === undefined
          ? undefined
          : t('usage.inTokens', { text: tokensOf(budget) }),
      ]
        .filter((text) => text !== undefined)
        .join(' · '),
  };
}
