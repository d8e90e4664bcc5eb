import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { AppState } from './app-state.ts';
import { createShownRead, type ShownRead } from './shown-read.ts';

/** What each agent may use today, and has used; for `useTopic`. */
export function createBudgets({
  client,
}: Pick<AppState, 'client'>): ShownRead<ResultOf<'usage.budgets'>> {
  return createShownRead(client, () => client.request('usage.budgets', {}), [
    'usage.changed',
    'config.changed',
  ]);
}
