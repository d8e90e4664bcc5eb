import { limits } from '../../../shared/config/limits.ts';
import type { Timer } from '../../platform/clock.ts';
import type { Sql } from '../../storage/database.ts';
import {
  listAbandoned,
  listPending,
  nextExpiry,
  toApprovalRow,
  type ApprovalRecord,
} from './approval-store.ts';
import type { ApprovalsDeps } from './approvals-deps.ts';
import { closeQuestion, type AnswerOutcome, type Closed } from './close-question.ts';
import type { WaitingCalls } from './waiting-calls.ts';

/** Closes questions that nobody answers any more, and tells whoever listens of any that are closed. */
export interface QuestionDesk {
  publish(record: ApprovalRecord): void;
  /** An answer is on disk. */
  tell(outcome: AnswerOutcome): void;
  /** Nobody needs to answer any more. */
  withdraw(record: Pick<ApprovalRecord, 'id'>): Promise<void>;
  /** After a start: what expired or lost its turn meanwhile. */
  closeLeft(): Promise<void>;
  /** Sets the one timer, for the question that expires next. */
  arm(): void;
  stop(): void;
}

/**
 * Every end of a question, be it an answer, the time or the end of its turn, is one update of a row
 * that is still pending: so the first one counts, whoever else is on the way, and a crash in between
 * changes nothing.
 */
export function createQuestionDesk(deps: ApprovalsDeps, calls: WaitingCalls): QuestionDesk {
  const { db, clock, events, log } = deps;
  let timer: Timer | undefined;
  let isStopped = false;

  const publish = (record: ApprovalRecord): void =>
    events.publish('approval.changed', { approval: toApprovalRow(record) });

  const tellClosed = ({ record, told }: Closed): void => {
    told();
    publish(record);
    calls.settle(record);
  };

  const arm = (leastMs = 0): void => {
    timer?.cancel();
    timer = undefined;
    const dueAt = isStopped ? undefined : nextExpiry(db);
    if (dueAt === undefined) return;
    const expire = (): void => void close((sql) => closeDue(deps, sql));
    const delayMs = Math.max(leastMs, dueAt - clock.now());
    timer = clock.after(delayMs, expire, { unref: true });
  };

  const close = async (job: (sql: Sql) => readonly Closed[]): Promise<void> => {
    try {
      for (const one of await db.commit(job)) tellClosed(one);
      arm();
    } catch (error) {
      log.error('approval.not-closed', { error });
      arm(limits.delivery.firstBackoffMs);
    }
  };

  return {
    publish,
    tell(outcome) {
      if (outcome.kind !== 'closed') return;
      tellClosed(outcome);
      arm();
      if (outcome.rule)
        events.publish('approval.rules.changed', { reason: 'added', id: outcome.rule.id });
    },
    withdraw: (record) => close((sql) => withdraw(deps, sql, record)),
    async closeLeft() {
      const closed = await db.commit((sql) => [
        ...listAbandoned(sql).flatMap((record) => withdraw(deps, sql, record)),
        ...closeDue(deps, sql),
      ]);
      for (const one of closed) tellClosed(one);
      arm();
    },
    arm: () => arm(),
    stop() {
      isStopped = true;
      timer?.cancel();
    },
  };
}

function withdraw(deps: ApprovalsDeps, sql: Sql, record: Pick<ApprovalRecord, 'id'>): Closed[] {
  const closed = closeQuestion(deps, sql, record, { state: 'withdrawn' });
  return closed ? [closed] : [];
}

function closeDue(deps: ApprovalsDeps, sql: Sql): Closed[] {
  const now = deps.clock.now();
  return listPending(sql)
    .filter((record) => record.expires_at <= now)
    .flatMap((record) => closeQuestion(deps, sql, record, { state: 'expired' }) ?? []);
}
