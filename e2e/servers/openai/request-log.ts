import { createBoundedList } from '../bounded-list.ts';
import type { RequestOutcome } from '../model-core/common-calls.ts';
import { createRequestRecords, type RequestRecords } from '../model-core/request-records.ts';
import type { RequestRecord, Totals, Violation } from './control-contract.ts';

/** A request of any of the protocols. */
export interface LoggedRequest {
  readonly model: string;
  readonly isStream: boolean;
  /** As received. */
  readonly body: Record<string, unknown>;
}

/** One request under way. */
export interface OpenRequest {
  countChunk(): void;
  end(outcome: RequestOutcome, status: number | null): void;
}

/** Everything the server remembers. */
export interface RequestLog extends Pick<RequestRecords<RequestRecord>, 'list' | 'waitFor'> {
  setLogging(isLogging: boolean): void;
  open(request: LoggedRequest, userText: string): OpenRequest;
  addViolation(violation: Omit<Violation, 'atMs'>): void;
  countByText(): { text: string; count: number }[];
  readonly totals: Readonly<Totals>;
  readonly violations: readonly Violation[];
}

const MAX_TEXTS = 50_000;
const MAX_VIOLATIONS = 1_000;

/** Makes the memory of a model server: newest requests, counts by text, totals, violations. */
export function createRequestLog(): RequestLog {
  const records = createRequestRecords<RequestRecord>();
  const violations = createBoundedList<Violation>(MAX_VIOLATIONS);
  const counts = new Map<string, number>();
  const totals: Totals = { requests: 0, finished: 0, cancelled: 0, cut: 0, refused: 0, open: 0 };
  let isLogging = true;

  const count = (text: string): void => {
    const before = counts.get(text);
    if (before === undefined && counts.size >= MAX_TEXTS) return;
    counts.set(text, (before ?? 0) + 1);
  };
  const endTotals = (outcome: RequestOutcome): void => {
    totals.open -= 1;
    if (outcome !== 'pending') totals[outcome] += 1;
  };
  const openUnlogged = (): OpenRequest => {
    let isOpen = true;
    return {
      countChunk: () => undefined,
      end: (outcome) => {
        if (isOpen) endTotals(outcome);
        isOpen = false;
      },
    };
  };

  return {
    totals,
    violations: violations.values,
    list: records.list,
    waitFor: records.waitFor,
    setLogging: (value) => {
      isLogging = value;
    },
    open: (request, userText) => {
      totals.requests += 1;
      totals.open += 1;
      if (!isLogging) return openUnlogged();
      count(userText);
      const record = makeRecord(totals.requests, request, userText);
      records.add(record);
      return {
        countChunk: () => {
          record.chunksSent += 1;
        },
        end: (outcome, status) => {
          if (record.outcome !== 'pending') return;
          Object.assign(record, { outcome, status, endedAtMs: Date.now() });
          endTotals(outcome);
          records.changed(record);
        },
      };
    },
    addViolation: (violation) => violations.push({ atMs: Date.now(), ...violation }),
    countByText: () => Array.from(counts, ([text, number]) => ({ text, count: number })),
  };
}

function makeRecord(seq: number, request: LoggedRequest, lastUserText: string): RequestRecord {
  return {
    seq,
    atMs: Date.now(),
    endedAtMs: null,
    model: request.model,
    isStream: request.isStream,
    lastUserText,
    body: request.body,
    outcome: 'pending',
    status: null,
    chunksSent: 0,
  };
}
