import { limits } from '../../../shared/config/limits.ts';
import type { ApprovalState } from '../../../shared/protocol/approvals.ts';
import { newId } from '../../platform/ids.ts';
import type { Sql } from '../../storage/database.ts';
import {
  closeApproval,
  isTurnRunning,
  readAlwaysOf,
  readAsked,
  type ApprovalRecord,
  type Closing,
} from './approval-store.ts';
import { describeOutcome } from './describe-question.ts';
import { refOf, type OpenDeps } from './open-question.ts';
import type { Decision } from './read-answer.ts';
import { countRules, insertRule, type RuleRecord } from './rule-store.ts';

/** One answer of an owner. */
export interface Answer {
  readonly decision: Decision;
  readonly isAlways: boolean;
  /** Who, as they are called. */
  readonly by: string | undefined;
  /** The channel it came over; `client` for the control API. */
  readonly via: string;
  /** The conversation it was given in, where it came by a chat. */
  readonly sessionId?: string | undefined;
}

export interface Closed {
  readonly kind: 'closed';
  readonly record: ApprovalRecord;
  readonly rule: RuleRecord | undefined;
  /** Call it when the transaction is on disk. */
  readonly told: () => void;
}

/** What became of an answer; never thrown, for it is part of somebody's transaction. */
export type AnswerOutcome =
  | Closed
  | { readonly kind: 'late'; readonly record: ApprovalRecord; readonly state: ApprovalState }
  | { readonly kind: 'not-always'; readonly record: ApprovalRecord }
  | { readonly kind: 'rules-full'; readonly record: ApprovalRecord };

/**
 * Answers a question in the caller's transaction. The first answer counts, and one that comes after
 * the time is over is none, whether or not the end was noticed already.
 */
export function answerQuestion(
  deps: OpenDeps,
  sql: Sql,
  record: ApprovalRecord,
  answer: Answer,
): AnswerOutcome {
  const now = deps.clock.now();
  if (record.state !== 'pending') return { kind: 'late', record, state: record.state };
  if (record.expires_at <= now) return { kind: 'late', record, state: 'expired' };
  if (!isTurnRunning(sql, record.turn_id)) return { kind: 'late', record, state: 'withdrawn' };
  if (answer.isAlways && record.always === null) return { kind: 'not-always', record };
  if (answer.isAlways && countRules(sql) >= limits.approvals.rules)
    return { kind: 'rules-full', record };
  const state = answer.decision === 'allow' ? 'allowed' : 'denied';
  const closed = closeQuestion(
    deps,
    sql,
    record,
    { state, by: answer.by, via: answer.via },
    answer,
  );
  if (!closed) return { kind: 'late', record, state: record.state };
  const rule = answer.isAlways ? makeRule(sql, closed.record, answer, now) : undefined;
  return { ...closed, rule };
}

/** Closes a question and tells it where it was asked; undefined when it was closed already. */
export function closeQuestion(
  deps: OpenDeps,
  sql: Sql,
  { id }: Pick<ApprovalRecord, 'id'>,
  closing: Closing,
  answer?: Answer,
): Closed | undefined {
  const record = closeApproval(sql, id, closing, deps.clock.now());
  if (!record) return undefined;
  return { kind: 'closed', record, rule: undefined, told: tellOutcome(deps, sql, record, answer) };
}

/** The message with the question becomes its outcome; where it can't, one line follows it. */
function tellOutcome(
  { config, log, speakUp }: OpenDeps,
  sql: Sql,
  record: ApprovalRecord,
  answer: Answer | undefined,
): () => void {
  const to = readAsked(record);
  if (!to) return () => undefined;
  try {
    const agentName = config().agents[record.agent_id]?.name ?? record.agent_id;
    const text = describeOutcome(record, agentName);
    const rewritten = speakUp().rewrite(sql, refOf(record), text);
    if (rewritten) return rewritten;
    // Whoever has just answered there gets a reply to that.
    if (answer?.sessionId !== undefined && answer.sessionId === record.asked_session_id)
      return () => undefined;
    const line = text.split('\n', 1)[0] ?? text;
    return speakUp().speak(sql, { to, text: line, isForModel: false }).after;
  } catch (error) {
    log.warn('approval.outcome-not-told', { id: record.id, turnId: record.turn_id, error });
    return () => undefined;
  }
}

/** Never broader than what was asked: this agent, this channel, and the owner where it was for them. */
function makeRule(
  sql: Sql,
  record: ApprovalRecord,
  { decision, by }: Answer,
  now: number,
): RuleRecord {
  return insertRule(sql, {
    id: newId(),
    tool: record.tool,
    // What is denied stays denied, whatever it calls itself by then.
    tool_mark: decision === 'allow' ? record.tool_mark : null,
    agent_id: record.agent_id,
    channel: record.channel,
    is_for_owner: record.is_for_owner,
    patterns: JSON.stringify(readAlwaysOf(record) ?? {}),
    action: decision,
    approval_id: record.id,
    created_by: by ?? null,
    created_at: now,
  });
}
