import { createBoundedList } from '../bounded-list.ts';
import { createMatchWaiters } from '../waiters.ts';
import type {
  ParsedControlInput,
  RequestOutcome,
  RequestRecord,
  Violation,
} from './control-contract.ts';

type RequestMatch = ParsedControlInput<'listRequests'>['match'];

/** Ends one request's record; later calls have no effect. */
export type EndRequest = (outcome: RequestOutcome, status: number | null) => void;

/** Everything a server remembers. */
export interface RequestLog {
  setLogging(isLogging: boolean): void;
  open(request: Pick<RequestRecord, 'model' | 'lastUserText' | 'body' | 'headers'>): EndRequest;
  addViolation(violation: Violation): void;
  list(match: RequestMatch): RequestRecord[];
  waitFor(match: RequestMatch, count: number, timeoutMs: number): Promise<RequestRecord[]>;
  readonly totals: { requests: number; open: number };
  readonly violations: readonly Violation[];
}

const maxRecords = 2_000;
const maxViolations = 1_000;

/** Makes an empty memory. */
export function createRequestLog(): RequestLog {
  const records = createBoundedList<RequestRecord>(maxRecords);
  const violations = createBoundedList<Violation>(maxViolations);
  const waiters = createMatchWaiters<RequestRecord>();
  const totals = { requests: 0, open: 0 };
  let isLogging = true;
  const list = (match: RequestMatch): RequestRecord[] =>
    records.values.filter((record) => isMatch(record, match));

  return {
    totals,
    violations: violations.values,
    list,
    setLogging: (value) => {
      isLogging = value;
    },
    open(request) {
      totals.requests += 1;
      totals.open += 1;
      const record: RequestRecord = {
        seq: totals.requests,
        outcome: 'pending',
        status: null,
        ...request,
      };
      if (isLogging) {
        records.push(record);
        waiters.changed(record);
      }
      return (outcome, status) => {
        if (record.outcome !== 'pending') return;
        totals.open -= 1;
        Object.assign(record, { outcome, status });
        waiters.changed(record);
      };
    },
    addViolation: (violation) => violations.push(violation),
    async waitFor(match, count, timeoutMs) {
      await waiters.waitFor({
        items: records.values,
        isMatch: (record) => isMatch(record, match),
        count,
        timeoutMs,
        describe: () =>
          `wanted ${count} of ${JSON.stringify(match)}; seen: ${describe(records.values)}`,
      });
      return list(match);
    },
  };
}

function isMatch(record: RequestRecord, match: RequestMatch): boolean {
  if (match.model !== undefined && record.model !== match.model) return false;
  if (match.lastUserText !== undefined && record.lastUserText !== match.lastUserText) return false;
  if (match.contains !== undefined && !record.lastUserText.includes(match.contains)) return false;
  if (match.outcome !== undefined && record.outcome !== match.outcome) return false;
  return match.afterSeq === undefined || record.seq > match.afterSeq;
}

const describe = (records: readonly RequestRecord[]): string =>
  JSON.stringify(
    records
      .slice(-10)
      .map(({ model, lastUserText, outcome }) => [model, lastUserText.slice(0, 80), outcome]),
  );
