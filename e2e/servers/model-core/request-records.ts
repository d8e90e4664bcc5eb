import { createBoundedList } from '../bounded-list.ts';
import { createMatchWaiters } from '../waiters.ts';
import type { RequestMatch, RequestOutcome } from './common-calls.ts';

/** Of a request, what tests look for. */
interface FindableRequest {
  readonly seq: number;
  readonly model: string;
  readonly lastUserText: string;
  readonly outcome: RequestOutcome;
}

/** The newest requests of a server. */
export interface RequestRecords<T extends FindableRequest> {
  readonly add: (record: T) => void;
  /** Tells those who wait that a record is another by now. */
  readonly changed: (record: T) => void;
  readonly list: (match: RequestMatch) => T[];
  /** Resolves with all that match once there are so many; rejects with what was seen instead. */
  readonly waitFor: (match: RequestMatch, count: number, timeoutMs: number) => Promise<T[]>;
}

const maxRecords = 2_000;

/** Makes an empty list. */
export function createRequestRecords<T extends FindableRequest>(): RequestRecords<T> {
  const records = createBoundedList<T>(maxRecords);
  const waiters = createMatchWaiters<T>();
  const list = (match: RequestMatch): T[] =>
    records.values.filter((record) => isMatch(record, match));
  return {
    add(record) {
      records.push(record);
      waiters.changed(record);
    },
    changed: (record) => waiters.changed(record),
    list,
    async waitFor(match, count, timeoutMs) {
      await waiters.waitFor({
        items: records.values,
        isMatch: (record) => isMatch(record, match),
        count,
        timeoutMs,
        describe: () =>
          `wanted ${count} of ${JSON.stringify(match)}; the last requests: ${describe(records.values)}`,
      });
      return list(match);
    },
  };
}

function isMatch(record: FindableRequest, match: RequestMatch): boolean {
  if (match.model !== undefined && record.model !== match.model) return false;
  if (match.lastUserText !== undefined && record.lastUserText !== match.lastUserText) return false;
  if (match.contains !== undefined && !record.lastUserText.includes(match.contains)) return false;
  if (match.outcome !== undefined && record.outcome !== match.outcome) return false;
  return match.afterSeq === undefined || record.seq > match.afterSeq;
}

const describe = (records: readonly FindableRequest[]): string =>
  JSON.stringify(
    records
      .slice(-10)
      .map(({ model, lastUserText, outcome }) => [model, lastUserText.slice(0, 80), outcome]),
  );
