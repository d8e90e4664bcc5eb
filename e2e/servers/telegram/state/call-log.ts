import { createBoundedList } from '../../bounded-list.ts';
import { createMatchWaiters } from '../../waiters.ts';
import type {
  ActionRecord,
  CallRecord,
  ParsedControlInput,
  Violation,
} from '../control-contract.ts';

/** What `waitForCalls` and `listCalls` look for. */
type CallMatch = ParsedControlInput<'listCalls'>['match'];

/** Every call of the Bot API, and what was wrong with some. */
export interface CallLog {
  /** Records a call under way. */
  begin(method: string): CallRecord;
  /** Records that it is held open. */
  hold(record: CallRecord): void;
  /** Records how it ended. */
  end(record: CallRecord, outcome: Partial<CallRecord>): void;
  addAction(action: ActionRecord): void;
  addViolation(violation: Omit<Violation, 'atMs'>): void;
  list(match: CallMatch): CallRecord[];
  waitFor(match: CallMatch, count: number, timeoutMs: number): Promise<CallRecord[]>;
  readonly violations: readonly Violation[];
  readonly actions: readonly ActionRecord[];
}

const MAX_CALLS = 50_000;
const MAX_VIOLATIONS = 1_000;
const MAX_ACTIONS = 10_000;

/** Makes an empty log. */
export function createCallLog(): CallLog {
  const calls = createBoundedList<CallRecord>(MAX_CALLS);
  const violations = createBoundedList<Violation>(MAX_VIOLATIONS);
  const actions = createBoundedList<ActionRecord>(MAX_ACTIONS);
  const waiters = createMatchWaiters<CallRecord>();
  let seq = 0;
  const list = (match: CallMatch): CallRecord[] =>
    calls.values.filter((call) => isMatch(call, match));
  return {
    list,
    violations: violations.values,
    actions: actions.values,
    begin: (method) => {
      const record = makeRecord((seq += 1), method);
      calls.push(record);
      return record;
    },
    hold: (record) => {
      record.isHeld = true;
      waiters.changed(record);
    },
    end: (record, outcome) => {
      Object.assign(record, { endedAtMs: Date.now(), isHeld: false }, outcome);
      waiters.changed(record);
    },
    addAction: (action) => actions.push(action),
    addViolation: (violation) => violations.push({ atMs: Date.now(), ...violation }),
    waitFor: async (match, count, timeoutMs) => {
      const isWanted = (call: CallRecord): boolean =>
        isMatch(call, match) && (call.isHeld || call.endedAtMs !== null);
      await waiters.waitFor({
        items: calls.values,
        isMatch: isWanted,
        count,
        timeoutMs,
        describe: () =>
          `wanted ${count} calls of ${JSON.stringify(match)}; newest calls: ${describe(calls.values)}`,
      });
      return calls.values.filter(isWanted);
    },
  };
}

function makeRecord(seq: number, method: string): CallRecord {
  return {
    seq,
    atMs: Date.now(),
    method,
    params: {},
    endedAtMs: null,
    status: null,
    isOk: false,
    description: null,
    hasTakenEffect: false,
    fault: null,
    isHeld: false,
    isTooEarly: false,
    messageId: null,
  };
}

function isMatch(call: CallRecord, match: CallMatch): boolean {
  if (match.method !== undefined && call.method !== match.method) return false;
  if (match.chatId !== undefined && Number(call.params['chat_id']) !== match.chatId) return false;
  if (match.isOk !== undefined && call.isOk !== match.isOk) return false;
  if (match.isHeld !== undefined && call.isHeld !== match.isHeld) return false;
  return match.afterSeq === undefined || call.seq > match.afterSeq;
}

const describe = (calls: readonly CallRecord[]): string =>
  JSON.stringify(calls.slice(-10).map((call) => [call.method, call.status, call.description]));
