import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { isDisabled } from '../../platform/protections.ts';
import type { Sql } from '../../storage/database.ts';
import type { ApprovalGate, GateVerdict } from './approval-gate.ts';
import {
  countPending,
  findByCode,
  forgetPending,
  getApproval,
  listClosed,
  listInState,
  listPending,
  toApprovalRow,
  type ApprovalRecord,
} from './approval-store.ts';
import type { Approvals } from './approvals.ts';
import type { ApprovalsDeps } from './approvals-deps.ts';
import { createChatAnswers } from './chat-answers.ts';
import { answerQuestion, type AnswerOutcome, type Closed } from './close-question.ts';
import { judgeCall } from './judge-call.ts';
import { readCode } from './new-code.ts';
import { findQuestion, openQuestion } from './open-question.ts';
import { createQuestionDesk, type QuestionDesk } from './question-desk.ts';
import { createRuleDesk, rulesFull } from './rule-desk.ts';
import { noteRuleUse, toRuleRow } from './rule-store.ts';
import { createWaitingCalls, type WaitingCalls } from './waiting-calls.ts';

/** Makes the gate before every tool call. Nothing runs before `recover` or the first question. */
export function createApprovals(deps: ApprovalsDeps): Approvals {
  const { db } = deps;
  const calls = createWaitingCalls(db);
  const desk = createQuestionDesk(deps, calls);
  return {
    chat: createChatAnswers(deps, (outcome) => desk.tell(outcome)),
    ...createGate(deps, desk, calls),
    ...createReads(db),
    ...createRuleDesk(deps),
    async resolve(id, answer) {
      const outcome = await db.commit((sql) =>
        answerQuestion(deps, sql, mustFind(sql, id), answer),
      );
      desk.tell(outcome);
      const { record, rule } = closedOrThrow(outcome);
      return { approval: toApprovalRow(record), rule: rule && toRuleRow(rule) };
    },
    async recover() {
      if (countPending(db) === 0) return;
      // A crash test's control run: as if the questions had only been in memory.
      if (isDisabled('approval-row')) await db.commit(forgetPending);
      await desk.closeLeft();
    },
    stop: () => desk.stop(),
  };
}

function createGate(deps: ApprovalsDeps, desk: QuestionDesk, calls: WaitingCalls): ApprovalGate {
  const { db, clock, config, log } = deps;

  const noteUse = (ruleId: string): void => {
    db.commit((sql) => noteRuleUse(sql, ruleId, clock.now())).catch((error: unknown) =>
      log.warn('approval.rule-use-not-noted', { ruleId, error }),
    );
  };

  /** The turn has ended: nobody needs to answer. When the program stops, somebody still does. */
  const giveUp = async (id: string, reason: unknown): Promise<void> => {
    if (reason instanceof AppError && reason.code === 'SHUTTING_DOWN') return;
    await desk.withdraw({ id });
  };

  return {
    waitMs: () => config().tools.approvals.expireMinutes * 60_000,
    decideAtOnce(question) {
      const known = findQuestion(db, question);
      if (known && known.state !== 'pending') return verdictOf(known);
      const judged = judgeCall(db, config().tools.approvals, question);
      if (judged.verdict === 'ask') return undefined;
      if (judged.ruleId !== undefined) noteUse(judged.ruleId);
      // A rule came meanwhile: nobody needs to answer any more.
      if (known) void desk.withdraw(known);
      return judged.verdict;
    },
    async ask(question, why) {
      const { signal } = question.context;
      signal.throwIfAborted();
      const opened = await db.commit((sql) => {
        const judged = judgeCall(sql, config().tools.approvals, question);
        return openQuestion(deps, sql, question, why, judged);
      });
      if (!opened) {
        log.warn('approval.too-many', { limit: limits.approvals.pending });
        return 'denied';
      }
      opened.after();
      const { record, isNew } = opened;
      if (isNew) desk.publish(record);
      desk.arm();
      const closed = await calls.wait(record.id, signal, (reason) => giveUp(record.id, reason));
      return verdictOf(closed);
    },
  };
}

function createReads(sql: Sql): Pick<Approvals, 'list' | 'get' | 'history'> {
  return {
    list: (state = 'pending') =>
      (state === 'pending' ? listPending(sql) : listInState(sql, state, limits.approvals.page)).map(
        toApprovalRow,
      ),
    get: (id) => toApprovalRow(mustFind(sql, id)),
    history({ limit, before }) {
      // Ids are made of hexadecimal digits and hyphens: this is behind all of them.
      const found = listClosed(sql, before ?? 'z', limit + 1);
      return {
        approvals: found.slice(0, limit).map(toApprovalRow),
        hasMore: found.length > limit,
      };
    },
  };
}

/** Where the conversation was deleted nothing may run. */
function verdictOf(record: ApprovalRecord | undefined): GateVerdict {
  return record?.state === 'allowed' ? 'allowed' : 'denied';
}

function mustFind(sql: Sql, id: string): ApprovalRecord {
  const code = readCode(id);
  const found = getApproval(sql, id) ?? (code === undefined ? undefined : findByCode(sql, code));
  if (!found) throw new AppError('APPROVAL_UNKNOWN', { id });
  return found;
}

function closedOrThrow(outcome: AnswerOutcome): Closed {
  switch (outcome.kind) {
    case 'closed':
      return outcome;
    case 'late':
      throw new AppError('APPROVAL_DECIDED', {
        code: outcome.record.code,
        state: outcome.state,
      });
    case 'not-always':
      throw new AppError('APPROVAL_NOT_ALWAYS', { code: outcome.record.code });
    case 'rules-full':
      throw rulesFull();
  }
}
