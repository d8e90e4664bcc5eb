import { createBoundedList } from '../bounded-list.ts';
import type { RequestOutcome } from './common-calls.ts';
import type { RequestRecord, Violation } from './control-contract.ts';
import { createRequestRecords, type RequestRecords } from './request-records.ts';

/** Ends one request's record; later calls have no effect. */
export type EndRequest = (outcome: RequestOutcome, status: number | null) => void;

/** Everything a server remembers. */
export interface RequestLog extends Pick<RequestRecords<RequestRecord>, 'list' | 'waitFor'> {
  setLogging(isLogging: boolean): void;
  open(request: Pick<RequestRecord, 'model' | 'lastUserText' | 'body' | 'headers'>): EndRequest;
  addViolation(violation: Violation): void;
  readonly totals: { requests: number; open: number };
  readonly violations: readonly Violation[];
}

const maxViolations = 1_000;

/** Makes an empty memory. */
export function createRequestLog(): RequestLog {
  const records = createRequestRecords<RequestRecord>();
  const violations = createBoundedList<Violation>(maxViolations);
  const totals = { requests: 0, open: 0 };
  let isLogging = true;

  return {
    totals,
    violations: violations.values,
    list: records.list,
    waitFor: records.waitFor,
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
      if (isLogging) records.add(record);
      return (outcome, status) => {
        if (record.outcome !== 'pending') return;
        totals.open -= 1;
        Object.assign(record, { outcome, status });
        records.changed(record);
      };
    },
    addViolation: (violation) => violations.push(violation),
  };
}
