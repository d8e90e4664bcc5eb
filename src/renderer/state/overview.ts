import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { AppState } from './app-state.ts';
import { createShownRead, type ShownRead } from './shown-read.ts';

export type OverviewData = ResultOf<'overview.get'>;

/** How things stand. The topic of the first page. */
export function createOverview({ client }: Pick<AppState, 'client'>): ShownRead<OverviewData> {
  return createShownRead(client, () => client.request('overview.get', {}), [
    'usage.changed',
    'cron.changed',
    'approval.changed',
    'channels.changed',
    'config.changed',
  ]);
}
