import type { Config } from '../../../shared/config/schema.ts';
import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { SpeakUp } from '../../delivery/speak-up.ts';
import type { Clock, Timer } from '../../platform/clock.ts';
import type { EventSink } from '../../platform/connection.ts';
import { newId } from '../../platform/ids.ts';
import type { Logger } from '../../platform/log.ts';
import { isDisabled } from '../../platform/protections.ts';
import type { Database, Sql } from '../../storage/database.ts';
import type { Ask } from '../tool.ts';
import type { GateQuestion, GateVerdict } from './approval-gate.ts';
import {
  countPending,
  findByCode,
  forgetPending,
  getApproval,
  isCovered,
  listAbandoned,
  listClosed,
  listInState,
  listPending,
  nextExpiry,
  toApprovalRow,
  type ApprovalRecord,
} from './approval-store.ts';
import type { AnswerPlace, Approvals, ChatAnswers, NewRuleInput } from './approvals.ts';
import {
  answerQuestion,
  closeQuestion,
  type Answer,
  type AnswerOutcome,
  type Closed,
} from './close-question.ts';
import { judgeCall } from './judge-call.ts';
import { readCode } from './new-code.ts';
import { findQuestion, openQuestion } from './open-question.ts';
import {
  countRules,
  insertRule,
  listRules,
  noteRuleUse,
  removeRule,
  toRuleRow,
  type RuleRecord,
} from './rule-store.ts';

export interface ApprovalsDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: () => Config;
  readonly events: EventSink;
  /** Asked for when it is used: it is made after this. */
  readonly speakUp: () => SpeakUp;
}

/** Makes the gate before every tool call. Nothing runs before `recover` or the first question. */
export function createApprovals(deps: ApprovalsDeps): Approvals {
  return new StoredApprovals(deps);
}

type Waiter = (record: ApprovalRecord) => void;

/**
 * A question is a row; whoever waits for it only listens. Every end of a question, be it an answer,
 * the time or the end of its turn, is one update of a row that is still pending: so the first one
 * counts, whoever else is on the way, and a crash in between changes nothing.
 */
class StoredApprovals implements Approvals {
  readonly #deps: ApprovalsDeps;
  readonly #waiters = new Map<string, Set<Waiter>>();
  readonly chat: ChatAnswers;
  #timer: Timer | undefined;
  #isStopped = false;

  constructor(deps: ApprovalsDeps) {
    this.#deps = deps;
    this.chat = {
      waitingIn: (sql, place) =>
        waitingIn(sql, place).map((record) => ({
          code: record.code,
          askedAt: record.created_at,
          isCovered: isCovered(sql, record),
        })),
      answer: (sql, code, answer) => {
        const record = findByCode(sql, code);
        if (!record) return { outcome: { kind: 'unknown' }, after: () => undefined };
        const outcome = answerQuestion(deps, sql, record, answer);
        return { outcome, after: () => this.#tellOutcome(outcome) };
      },
    };
  }

  waitMs(): number {
    return this.#deps.config().tools.approvals.expireMinutes * 60_000;
  }

  decideAtOnce(question: GateQuestion): GateVerdict | undefined {
    const { db, config } = this.#deps;
    const known = findQuestion(db, question);
    if (known && known.state !== 'pending') return verdictOf(known);
    const judged = judgeCall(db, config().tools.approvals, question);
    if (judged.verdict === 'ask') return undefined;
    if (judged.ruleId !== undefined) this.#noteUse(judged.ruleId);
    // A rule came meanwhile: nobody needs to answer any more.
    if (known) void this.#withdraw(known);
    return judged.verdict;
  }

  async ask(question: GateQuestion, why: Ask): Promise<GateVerdict> {
    const { db, config, log } = this.#deps;
    const { signal } = question.context;
    signal.throwIfAborted();
    const opened = await db.commit((sql) => {
      const judged = judgeCall(sql, config().tools.approvals, question);
      return openQuestion(this.#deps, sql, question, why, judged);
    });
    if (!opened) {
      log.warn('approval.too-many', { limit: limits.approvals.pending });
      return 'denied';
    }
    opened.after();
    if (opened.isNew) this.#publish(opened.record);
    this.#arm();
    return this.#wait(opened.record, signal);
  }

  list(state: ApprovalRecord['state'] = 'pending'): ReturnType<Approvals['list']> {
    const { db } = this.#deps;
    const found =
      state === 'pending' ? listPending(db) : listInState(db, state, limits.approvals.page);
    return found.map(toApprovalRow);
  }

  get(id: string): ReturnType<Approvals['get']> {
    return toApprovalRow(mustFind(this.#deps.db, id));
  }

  history({
    limit,
    before,
  }: Parameters<Approvals['history']>[0]): ReturnType<Approvals['history']> {
    // Ids are made of hexadecimal digits and hyphens: this is behind all of them.
    const found = listClosed(this.#deps.db, before ?? 'z', limit + 1);
    return {
      approvals: found.slice(0, limit).map(toApprovalRow),
      hasMore: found.length > limit,
    };
  }

  async resolve(id: string, answer: Answer): ReturnType<Approvals['resolve']> {
    const outcome = await this.#deps.db.commit((sql) =>
      answerQuestion(this.#deps, sql, mustFind(sql, id), answer),
    );
    this.#tellOutcome(outcome);
    const { record, rule } = closedOrThrow(outcome);
    return { approval: toApprovalRow(record), rule: rule && toRuleRow(rule) };
  }

  rules(): ReturnType<Approvals['rules']> {
    return listRules(this.#deps.db).map(toRuleRow);
  }

  async addRule(input: NewRuleInput, by: string | undefined): ReturnType<Approvals['addRule']> {
    const { db, clock, events } = this.#deps;
    const rule = await db.commit((sql) => {
      if (countRules(sql) >= limits.approvals.rules) throw rulesFull();
      return insertRule(sql, toNewRule(input, by, clock.now()));
    });
    events.publish('approval.rules.changed', { reason: 'added', id: rule.id });
    return toRuleRow(rule);
  }

  async removeRule(id: string): Promise<void> {
    const { db, events } = this.#deps;
    await db.commit((sql) => {
      if (!removeRule(sql, id)) throw new AppError('APPROVAL_RULE_UNKNOWN', { id });
    });
    events.publish('approval.rules.changed', { reason: 'removed', id });
  }

  async recover(): Promise<void> {
    const { db } = this.#deps;
    if (countPending(db) === 0) return;
    // A crash test's control run: as if the questions had only been in memory.
    if (isDisabled('approval-row')) await db.commit(forgetPending);
    const closed = await db.commit((sql) => [
      ...listAbandoned(sql).flatMap(
        (record) => closeQuestion(this.#deps, sql, record, { state: 'withdrawn' }) ?? [],
      ),
      ...this.#closeDue(sql),
    ]);
    for (const one of closed) this.#tell(one);
    this.#arm();
  }

  stop(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
  }

  #wait({ id }: ApprovalRecord, signal: AbortSignal): Promise<GateVerdict> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiters.get(id)?.delete(settle);
        if (this.#waiters.get(id)?.size === 0) this.#waiters.delete(id);
        signal.removeEventListener('abort', abort);
      };
      const settle = (record: ApprovalRecord): void => {
        leave();
        resolve(verdictOf(record));
      };
      const abort = (): void => {
        leave();
        void this.#giveUp(id, signal.reason).finally(() => reject(signal.reason as Error));
      };
      const waiters = this.#waiters.get(id) ?? new Set();
      this.#waiters.set(id, waiters.add(settle));
      signal.addEventListener('abort', abort, { once: true });
      // It may have been closed, or the turn ended, before anybody listened.
      const record = getApproval(this.#deps.db, id);
      if (signal.aborted) abort();
      else if (!record) settleGone();
      else if (record.state !== 'pending') settle(record);

      /** Its conversation was deleted. */
      function settleGone(): void {
        leave();
        resolve('denied');
      }
    });
  }

  /** The turn has ended: nobody needs to answer. When the program stops, somebody still does. */
  async #giveUp(id: string, reason: unknown): Promise<void> {
    if (reason instanceof AppError && reason.code === 'SHUTTING_DOWN') return;
    await this.#withdraw({ id });
  }

  async #withdraw(record: Pick<ApprovalRecord, 'id'>): Promise<void> {
    await this.#close((sql) => {
      const closed = closeQuestion(this.#deps, sql, record, { state: 'withdrawn' });
      return closed ? [closed] : [];
    });
  }

  async #close(job: (sql: Sql) => readonly Closed[]): Promise<void> {
    const { db, log } = this.#deps;
    try {
      for (const one of await db.commit(job)) this.#tell(one);
      this.#arm();
    } catch (error) {
      log.error('approval.not-closed', { error });
      this.#arm(limits.delivery.firstBackoffMs);
    }
  }

  #noteUse(ruleId: string): void {
    const { db, clock, log } = this.#deps;
    db.commit((sql) => noteRuleUse(sql, ruleId, clock.now())).catch((error: unknown) =>
      log.warn('approval.rule-use-not-noted', { ruleId, error }),
    );
  }

  #tellOutcome(outcome: AnswerOutcome): void {
    if (outcome.kind !== 'closed') return;
    this.#tell(outcome);
    this.#arm();
    if (outcome.rule)
      this.#deps.events.publish('approval.rules.changed', {
        reason: 'added',
        id: outcome.rule.id,
      });
  }

  #tell({ record, told }: Closed): void {
    told();
    this.#publish(record);
    for (const settle of [...(this.#waiters.get(record.id) ?? [])]) settle(record);
  }

  #publish(record: ApprovalRecord): void {
    this.#deps.events.publish('approval.changed', { approval: toApprovalRow(record) });
  }

  #closeDue(sql: Sql): Closed[] {
    const now = this.#deps.clock.now();
    return listPending(sql)
      .filter((record) => record.expires_at <= now)
      .flatMap((record) => closeQuestion(this.#deps, sql, record, { state: 'expired' }) ?? []);
  }

  /** One timer for the question that expires next. */
  #arm(leastMs = 0): void {
    const { db, clock } = this.#deps;
    this.#timer?.cancel();
    this.#timer = undefined;
    const dueAt = this.#isStopped ? undefined : nextExpiry(db);
    if (dueAt === undefined) return;
    const expire = (): void => void this.#close((sql) => this.#closeDue(sql));
    const delayMs = Math.max(leastMs, dueAt - clock.now());
    this.#timer = clock.after(delayMs, expire, { unref: true });
  }
}

function verdictOf(record: ApprovalRecord): GateVerdict {
  return record.state === 'allowed' ? 'allowed' : 'denied';
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

function rulesFull(): AppError {
  return new AppError('APPROVAL_RULES_FULL', { limit: limits.approvals.rules });
}

function toNewRule(
  input: NewRuleInput,
  by: string | undefined,
  now: number,
): Omit<RuleRecord, 'last_used_at' | 'use_count'> {
  const patterns = Object.fromEntries(
    Object.entries(input.when).map(([name, pattern]) => [
      name,
      { pattern, isExact: input.exact.includes(name) },
    ]),
  );
  return {
    id: newId(),
    tool: input.tool,
    tool_mark: null,
    agent_id: input.agentId ?? null,
    channel: input.channel ?? null,
    is_for_owner: input.isForOwner ? 1 : 0,
    patterns: JSON.stringify(patterns),
    action: input.action,
    approval_id: null,
    created_by: by ?? null,
    created_at: now,
  };
}

/** On the page every conversation is a chat; on a messenger one may hold several. */
function waitingIn(sql: Sql, place: AnswerPlace): ApprovalRecord[] {
  return listPending(sql).filter((record) => {
    if (record.asked_channel !== place.channel || record.asked_chat === null) return false;
    if (place.channel === 'web') return record.asked_session_id === place.sessionId;
    const chat = JSON.parse(record.asked_chat) as AnswerPlace['chat'];
    const isSameThread = (record.asked_thread ?? undefined) === place.threadId;
    return chat.kind === place.chat.kind && chat.id === place.chat.id && isSameThread;
  });
}
