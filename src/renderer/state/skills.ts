import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { AppState } from './app-state.ts';
import { createLiveRead, type LiveRead } from './live-read.ts';

/** The skills that stand in the folder of the owner; for `useTopic`. */
export function createSkills({
  client,
}: Pick<AppState, 'client'>): LiveRead<ResultOf<'skills.list'>> {
  return createLiveRead(client, () => client.request('skills.list', {}), ['tools.changed']);
}
