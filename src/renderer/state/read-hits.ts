import type { ParamsOf, ResultOf } from '../../shared/protocol/contract.ts';
import type { Client } from '../transport/client.ts';

/**
 * A page of found messages that holds at least one, unless there are none. The gateway gives a page out
 * after some time, found something or not, and says where to go on.
 */
export async function readHits(
  client: Pick<Client, 'request'>,
  params: ParamsOf<'sessions.search'>,
  signal: AbortSignal,
): Promise<ResultOf<'sessions.search'>> {
  let page = await client.request('sessions.search', params, { signal });
  while (page.hits.length === 0 && page.cursor !== undefined)
    page = await client.request('sessions.search', { ...params, cursor: page.cursor }, { signal });
  return page;
}
