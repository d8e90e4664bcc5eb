import type { ParamsOf, ResultOf } from '../../../shared/protocol/contract.ts';
import type { Client } from '../../transport/client.ts';
import type { TranscriptRef } from './types.ts';
import { joins, pageMessages, type Window } from './window.ts';

export type HistoryPage = ResultOf<'chat.history'>;

export interface HistoryWish {
  readonly cursor?: string | undefined;
  readonly limit?: number;
  readonly headId?: string | undefined;
  readonly maxChars?: number;
}

export type AskHistory = (wish?: HistoryWish) => Promise<HistoryPage>;

/** Asks for pages of one conversation, or of the branch that is looked at. */
export function createAskHistory(client: Pick<Client, 'request'>, ref: TranscriptRef): AskHistory {
  return ({ cursor, limit = pageMessages, headId = ref.headId, maxChars } = {}) => {
    const params: ParamsOf<'chat.history'> = { sessionKey: ref.key, limit };
    if (ref.sessionId !== undefined) params.sessionId = ref.sessionId;
    if (cursor !== undefined) params.cursor = cursor;
    if (headId !== undefined) params.headId = headId;
    if (maxChars !== undefined) params.maxChars = maxChars;
    return client.request('chat.history', params);
  };
}

/** More came meanwhile than these pages hold: what is shown begins anew at the end. */
const mostJoinedPages = 10;

/** Messages from where the window ends to the newest; undefined when there are too many. */
export async function readToEnd(ask: AskHistory, window: Window): Promise<HistoryPage | undefined> {
  const newest = await ask();
  let { cursor, messages } = newest;
  for (let count = 0; !joins(window, messages); count += 1) {
    if (count === mostJoinedPages || cursor === undefined) return undefined;
    const page = await ask({ cursor });
    cursor = page.cursor;
    messages = [...page.messages, ...messages];
  }
  return { ...newest, messages };
}
