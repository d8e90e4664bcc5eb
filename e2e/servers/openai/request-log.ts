import { createBoundedList } from '../bounded-list.ts';
import { createMatchWaiters } from '../waiters.ts';
import type {
  ParsedControlInput,
  RequestOutcome,
  RequestRecord,
  Totals,
  Violation,
} from './control-contract.ts';

/** What `waitForRequests` and `listRequests` look for. */
type RequestMatch = ParsedControlInput<'listRequests'>['match'];

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
export interface RequestLog {
  setLogging(isLogging: boolean): void;
  open(request: LoggedRequest, userText: string): OpenRequest;
  addViolation(violation: Omit<Violation, 'atMs'>): void;
  list(match: RequestMatch): RequestRecord[];
  waitFor(match: RequestMatch, count: number, timeoutMs: number): Promise<RequestRecord[]>;
  countByText(): { text: string; count: number }[];
  readonly totals: Readonly<Totals>;
  readonly violations: readonly Violation[];
}

const MAX_RECORDS = 2_000;
const MAX_TEXTS = 50_000;
const MAX_VIOLATIONS = 1_000;

/** Makes the memory of a model server: newest requests, counts by text, totals, violations. */
export function createRequestLog(): RequestLog {
  const records = createBoundedList<RequestRecord>(MAX_RECORDS);
  const violations = createBoundedList<Violation>(MAX_VIOLATIONS);
  const counts = new Map<string, number>();
  const waiters = createMatchWaiters<RequestRecord>();
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
  const list = (match: RequestMatch): RequestRecord[] =>
    records.values.filter((record) => isMatch(record, match));

  return {
    totals,
    violations: violations.values,
    list,
    setLogging: (value) => {
      isLogging = value;
    },
    open: (request, userText) => {
      totals.requests += 1;
      totals.open += 1;
      if (!isLogging) return openUnlogged();
      count(userText);
      const record = makeRecord(totals.requests, request, userText);
      records.push(record);
      waiters.changed(record);
      return {
        countChunk: () => {
          record.chunksSent += 1;
        },
        end: (outcome, status) => {
          if (record.outcome !== 'pending') return;
          Object.assign(record, { outcome, status, endedAtMs: Date.now() });
          endTotals(outcome);
          waiters.changed(record);
        },
      };
    },
    addViolation: (violation) => violations.push({ atMs: Date.now(), ...violation }),
    waitFor: async (match, count, timeoutMs) => {
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
      .map((record) => [record.model, record.lastUserText.slice(0, 80), record.outcome]),
  );
