import { findAgentFault } from '../router/default-agent.ts';
import { formatSessionKey } from '../router/session-key.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { Inbound } from '../delivery/intake.ts';
import type { ChatAddress } from '../delivery/speak-up.ts';
import { findRunningTurn } from '../delivery/turn-store.ts';
import { moveHead } from '../sessions/branches.ts';
import { archiveSession, findSession } from '../sessions/session-store.ts';
import type { Sql } from '../storage/database.ts';
import { errandKey, findErrand } from './find-errand.ts';
import { rightsOf, type Rights } from './rights.ts';
import { beginRun, type RunRecord } from './run-store.ts';
import type { ScheduleDeps } from './schedule-deps.ts';
import { readTarget, type ScheduleRecord } from './schedule-store.ts';

/**
 * Prepares a run in the caller's transaction and returns what the intake is to take in. Repeating
 * it is harmless: the inbox knows the run by its key.
 *
 * @param task what the agent is asked
 * @throws AppError SCHEDULE_AGENT_GONE, SCHEDULE_PERSON_GONE
 */
export function prepareErrand(
  { config, clock }: ScheduleDeps,
  sql: Sql,
  schedule: ScheduleRecord,
  run: RunRecord,
  task: string,
): Inbound {
  const target = readTarget(schedule);
  const { agent_id: agentId } = schedule;
  if (findAgentFault(config().agents, agentId) !== undefined)
    throw new AppError('SCHEDULE_AGENT_GONE', { agent: agentId });
  const rights = rightsOf(sql, config(), { ...schedule, target });
  if (!rights) throw new AppError('SCHEDULE_PERSON_GONE');
  const now = clock.now();
  const sessionKey = sessionKeyOf(schedule);
  beginRun(sql, run.id, { sessionKey, channel: target.channel }, now);
  prepareSession(sql, sessionKey, {
    target,
    rights,
    now,
    isKnown: findErrand(sql, run) !== undefined,
  });
  return {
    envelope: {
      channel: target.channel,
      dedupeKey: errandKey(run),
      account: 'schedule',
      kind: 'new',
      chat: { ...target.chat, title: schedule.name },
      ...(target.threadId === undefined ? {} : { thread: { id: target.threadId } }),
      sender: { id: 'schedule', name: schedule.name },
      text: task,
      attachments: [],
      isAddressed: true,
      sentAt: now,
    },
    runId: run.id,
    sessionKey,
    // Its answer is this run's alone, whatever else is written into that conversation.
    queue: 'followup',
    errand: {
      personId: rights.personId,
      ...(schedule.ruled_by === null ? {} : { ruledBy: schedule.ruled_by }),
    },
  };
}

/** Tasks run in a conversation of their own, so that they never get into somebody's talk. */
function sessionKeyOf(schedule: Pick<ScheduleRecord, 'id' | 'agent_id'>): string {
  return formatSessionKey({
    kind: 'other',
    agentId: schedule.agent_id,
    rest: `cron:${schedule.id}`,
  });
}

interface Place {
  readonly target: ChatAddress;
  readonly rights: Rights;
  readonly now: number;
  /** The task is in the conversation already. */
  readonly isKnown: boolean;
}

/**
 * Each run begins afresh: a model that read all runs before would cost more each day. Who may do
 * what is read from the conversation, so one that was for somebody else is put away.
 */
function prepareSession(sql: Sql, key: string, { target, rights, now, isKnown }: Place): void {
  const session = findSession(sql, key);
  if (!session || isKnown) return;
  const isSame =
    session.person_id === rights.personId &&
    session.channel === target.channel &&
    session.chat_kind === target.chat.kind;
  if (!isSame) archiveSession(sql, session.id, now);
  else if (!findRunningTurn(sql, session.id)) moveHead(sql, session, null);
}
