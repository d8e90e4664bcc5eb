import { createHash } from 'node:crypto';
import type { Config } from '../../../shared/config/schema.ts';
import { limits } from '../../../shared/config/limits.ts';
import { sayIn } from '../../delivery/phrases.ts';
import type { ChatAddress, SpeakUp } from '../../delivery/speak-up.ts';
import type { Clock } from '../../platform/clock.ts';
import { newId } from '../../platform/ids.ts';
import type { Logger } from '../../platform/log.ts';
import type { Sql } from '../../storage/database.ts';
import type { Ask, ToolContext } from '../tool.ts';
import type { GateQuestion } from './approval-gate.ts';
import {
  countPending,
  countPendingOfOthers,
  findByCode,
  getApproval,
  insertApproval,
  isErrand,
  listOfCall,
  noteAsked,
  pruneClosed,
  wasUsedSince,
  type ApprovalRecord,
  type CallKey,
} from './approval-store.ts';
import { describeQuestion } from './describe-question.ts';
import { callOfRule, type Judgement } from './judge-call.ts';
import { newCode } from './new-code.ts';
import { readAlways } from '../../../shared/model/rule-fits.ts';
import { markOf } from './tool-mark.ts';
import { cutMiddle, makeVisible, oneLine, showableArguments } from './show-arguments.ts';

export interface OpenDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: () => Config;
  readonly speakUp: () => SpeakUp;
}

export interface Opened {
  readonly record: ApprovalRecord;
  readonly isNew: boolean;
  /** Call it when the transaction is on disk. */
  readonly after: () => void;
}

/** How what was said about a question is found again. */
export function refOf({ id }: Pick<ApprovalRecord, 'id'>): string {
  return `approval:${id}`;
}

/** What tells the call of a question from any other. */
export function keyOf({ call, args, context, occasion, tool }: GateQuestion): CallKey {
  const hash = createHash('sha256')
    .update(JSON.stringify([tool.name, args, markOf(tool)]))
    .digest('hex');
  return { turn_id: context.turnId, call_id: call.id, occasion, call_hash: hash };
}

/**
 * The answer that was given to this very call, or what is open about it. An answer is used up once
 * the call has begun or was refused: it never counts for a second one.
 */
export function findQuestion(sql: Sql, question: GateQuestion): ApprovalRecord | undefined {
  const found = listOfCall(sql, keyOf(question)).find((record) => record.state !== 'withdrawn');
  if (found?.decided_at === null || found === undefined) return found;
  const isUsed = wasUsedSince(sql, found.turn_id, found.call_id, found.decided_at);
  return isUsed ? undefined : found;
}

/**
 * The question about a call: the one that waits or was answered meanwhile, else a new one, which is
 * asked in a chat. Part of the caller's transaction; undefined when too many wait already.
 */
export function openQuestion(
  deps: OpenDeps,
  sql: Sql,
  question: GateQuestion,
  why: Ask,
  judged: Judgement,
): Opened | undefined {
  const known = findQuestion(sql, question);
  if (known) return { record: known, isNew: false, after: () => undefined };
  if (isFull(sql, question.context)) return undefined;
  pruneClosed(sql, limits.approvals.history);
  const record = insert(deps, sql, question, why, judged);
  const after = askInChat(deps, sql, question, record);
  return { record: getApproval(sql, record.id) ?? record, isNew: true, after };
}

function isFull(sql: Sql, { isOwner }: ToolContext): boolean {
  if (countPending(sql) >= limits.approvals.pending) return true;
  return !isOwner && countPendingOfOthers(sql) >= limits.approvals.pendingOfOthers;
}

function insert(
  { clock, config }: OpenDeps,
  sql: Sql,
  question: GateQuestion,
  why: Ask,
  judged: Judgement,
): ApprovalRecord {
  const { context, tool, args, turnCostMicros } = question;
  const now = clock.now();
  const isAsk = judged.verdict === 'ask';
  const always = isAsk && judged.canAlways ? alwaysOf(question, why) : undefined;
  return insertApproval(sql, {
    ...keyOf(question),
    id: newId(),
    code: newCode((code) => findByCode(sql, code) !== undefined),
    session_id: context.sessionId,
    session_key: context.sessionKey,
    agent_id: context.agentId,
    channel: callOfRule(question).channel,
    person_id: context.personId ?? null,
    is_for_owner: context.isOwner ? 1 : 0,
    tool: tool.name,
    tool_mark: markOf(tool),
    arguments: JSON.stringify(showableArguments(args).shown),
    reason: reasonOf(why, judged, turnCostMicros),
    cause: isAsk ? judged.cause : 'tool',
    turn_cost_micros: turnCostMicros,
    always: always === undefined ? null : JSON.stringify(always),
    created_at: now,
    expires_at: now + config().tools.approvals.expireMinutes * 60_000,
  });
}

function alwaysOf(question: GateQuestion, why: Ask): ReturnType<typeof readAlways> {
  return readAlways(why.always, callOfRule(question), limits.approvals);
}

function reasonOf(why: Ask, judged: Judgement, costMicros: number): string {
  const cause = judged.verdict === 'ask' ? judged.cause : 'tool';
  const cost = `$${(costMicros / 1_000_000).toFixed(4)}`;
  const said =
    cause === 'cost'
      ? sayIn('en', { key: 'approval.cost', values: { cost } })
      : cause === 'rule'
        ? sayIn('en', { key: 'approval.rule' })
        : '';
  const text = [why.reason, said].filter((part) => part !== '').join(' ');
  return cutMiddle(makeVisible(oneLine(text)), limits.approvals.argumentChars);
}

/** A chat that can't be reached must not keep the question from the interface and the command line. */
function askInChat(
  { config, log, speakUp }: OpenDeps,
  sql: Sql,
  { context }: GateQuestion,
  record: ApprovalRecord,
): () => void {
  try {
    const origin: ChatAddress = { ...context.chat, sessionKey: context.sessionKey };
    // Nobody sits in front of the conversation of a schedule or of an agent that another one asked.
    const isThere = context.isOwner && !isErrand(sql, context.turnId);
    const to = isThere ? origin : speakUp().ownerChat(sql);
    const agentName = config().agents[record.agent_id]?.name ?? record.agent_id;
    const said = describeQuestion(record, { agentName, isElsewhere: !isThere });
    const spoken = speakUp().speak(sql, {
      to,
      ...(isThere ? { agentId: context.agentId } : {}),
      ...said,
      ref: refOf(record),
      isForModel: false,
    });
    noteAsked(sql, record.id, to, spoken.sessionId);
    return spoken.after;
  } catch (error) {
    log.warn('approval.not-asked', { id: record.id, turnId: record.turn_id, error });
    return () => undefined;
  }
}
