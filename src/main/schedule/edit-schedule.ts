import { limits } from '../../shared/config/limits.ts';
import type { Config } from '../../shared/config/schema.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { ScheduleAction, SchedulePlan } from '../../shared/protocol/schedules.ts';
import type { ChatAddress } from '../delivery/speak-up.ts';
import { findAgentFault, findDefaultAgent } from '../router/default-agent.ts';
import { parseSessionKey } from '../router/session-key.ts';
import { findOwner } from '../sessions/people-store.ts';
import type { Sql } from '../storage/database.ts';
import { createZone } from '../tools/time/zoned-time.ts';
import { isSameChat } from './find-schedule.ts';
import { nextTime } from './next-time.ts';
import { readWhen, saysWhen } from './read-when.ts';
import { zoneOf, type ScheduleDeps } from './schedule-deps.ts';
import type { Asker, ScheduleWish } from './schedules.ts';
import {
  changeSchedule,
  countActive,
  findByKey,
  getSchedule,
  insertSchedule,
  readFields,
  readTarget,
  type ScheduleFields,
  type ScheduleRecord,
} from './schedule-store.ts';

type EditDeps = Pick<ScheduleDeps, 'config' | 'clock' | 'speakUp'>;

/** Makes a schedule, or finds the one that this very wish has made already. */
export function addSchedule(
  deps: EditDeps,
  sql: Sql,
  wish: ScheduleWish,
  asker: Asker,
  key: string | null,
): ScheduleRecord {
  const known = key === null ? undefined : findByKey(sql, key);
  if (known) return known;
  const agentId = pickAgent(deps.config(), wish, asker);
  const personId = asker.kind === 'agent' ? asker.personId : (findOwner(sql)?.id ?? null);
  checkRoom(sql, agentId, personId);
  const what = readWhat(wish);
  if (!what) throw new AppError('SCHEDULE_INCOMPLETE', { choices: 'say and prompt' });
  const timeZone = wish.timeZone ?? null;
  const plan = readPlanOf(deps, wish, timeZone, asker);
  const made = {
    ...{ key, agentId, plan, timeZone, personId, ...what },
    origin: asker.kind,
    sessionId: asker.kind === 'agent' ? asker.sessionId : null,
    ruledBy: asker.kind === 'agent' ? asker.ruledBy : null,
    name: wish.name ?? nameFor(what.text),
    target: readTargetOf(deps, sql, wish.to, asker, agentId),
    missed: wish.missed ?? 'once',
    isEnabled: wish.enabled ?? true,
    nextAt: nextTime(plan, zoneOf(deps.config(), timeZone), deps.clock.now()),
    problem: null,
  };
  return insertSchedule(sql, made, deps.clock.now());
}

/** Changes what the wish names and leaves the rest. What was due while it was paused is not made up for. */
export function editSchedule(
  deps: EditDeps,
  sql: Sql,
  schedule: ScheduleRecord,
  wish: ScheduleWish,
  asker: Asker,
): ScheduleRecord {
  assertNotConfig(schedule);
  const fields = readFields(schedule);
  const timeZone = readZoneOf(wish, fields);
  const plan = saysWhen(wish)
    ? readPlanOf(deps, wish, timeZone, asker)
    : inZone(deps, fields.plan, timeZone, asker);
  const { agent_id: agentId } = schedule;
  const changed: ScheduleFields = {
    ...fields,
    ...{ plan, timeZone },
    ...readWhat(wish),
    name: wish.name ?? fields.name,
    target:
      wish.to === undefined ? fields.target : readTargetOf(deps, sql, wish.to, asker, agentId),
    missed: wish.missed ?? fields.missed,
    isEnabled: wish.enabled ?? fields.isEnabled,
    nextAt: nextTime(plan, zoneOf(deps.config(), timeZone), deps.clock.now()),
    problem: null,
  };
  return changeSchedule(sql, schedule.id, changed, deps.clock.now());
}

/** Those of the config are changed there, else the next save would undo it. */
export function assertNotConfig({ origin, name, key }: ScheduleRecord): void {
  if (origin !== 'config') return;
  const path = key?.startsWith('heartbeat:')
    ? `agents.${key.slice('heartbeat:'.length)}.heartbeat`
    : `schedules.${name}`;
  throw new AppError('SCHEDULE_FROM_CONFIG', { name, path });
}

function readZoneOf({ timeZone }: ScheduleWish, fields: ScheduleFields): string | null {
  if (timeZone === undefined) return fields.timeZone;
  if (!createZone(timeZone)) throw new AppError('TIME_ZONE_UNKNOWN', { zone: timeZone });
  return timeZone;
}

/** The same plan, checked in another zone: an expression may never come due there. */
function inZone(
  deps: EditDeps,
  plan: SchedulePlan,
  timeZone: string | null,
  asker: Asker,
): SchedulePlan {
  return plan.kind === 'cron' ? readPlanOf(deps, { cron: plan.expression }, timeZone, asker) : plan;
}

function readPlanOf(
  { config, clock }: EditDeps,
  wish: ScheduleWish,
  timeZone: string | null,
  asker: Asker,
): SchedulePlan {
  return readWhen(wish, {
    now: clock.now(),
    timeZone: zoneOf(config(), timeZone),
    leastEveryMs:
      asker.kind === 'agent' ? limits.schedule.leastEveryOfAgentMs : limits.schedule.leastEveryMs,
  });
}

/** Undefined when nothing is said about it. */
function readWhat({
  say,
  prompt,
}: ScheduleWish): { readonly action: ScheduleAction; readonly text: string } | undefined {
  if (say !== undefined && prompt !== undefined)
    throw new AppError('SCHEDULE_INCOMPLETE', { choices: 'say and prompt' });
  if (say !== undefined) return { action: 'say', text: say };
  return prompt === undefined ? undefined : { action: 'prompt', text: prompt };
}

function pickAgent(config: Config, { agentId }: ScheduleWish, asker: Asker): string {
  if (asker.kind === 'agent') return asker.agentId;
  const picked = agentId ?? findDefaultAgent(config.agents) ?? 'main';
  if (findAgentFault(config.agents, picked) !== undefined)
    throw new AppError('SCHEDULE_AGENT_GONE', { agent: picked });
  return picked;
}

function checkRoom(sql: Sql, agentId: string, personId: string | null): void {
  const { perPerson, total } = limits.schedule;
  const count = countActive(sql, agentId, personId);
  if (count.total >= total) throw new AppError('SCHEDULE_LIMIT', { limit: total });
  if (count.own >= perPerson) throw new AppError('SCHEDULE_LIMIT', { limit: perPerson });
}

/** Somebody who is not the owner can have the assistant write to nobody but themselves. */
function readTargetOf(
  { speakUp }: EditDeps,
  sql: Sql,
  to: string | undefined,
  asker: Asker,
  agentId: string,
): ChatAddress {
  const own = asker.kind === 'agent' ? ownChat(sql, asker.chat) : pageOf(agentId);
  if (to === undefined || (to === 'web' && asker.kind === 'person')) return own;
  const target = speakUp.parse(sql, to);
  if (asker.kind === 'agent' && !asker.isOwner && !isSameChat(target, own))
    throw new AppError('SCHEDULE_CHAT_REFUSED');
  return target;
}

/** The owner's own conversation with an agent on the page. */
export function pageOf(agentId: string): ChatAddress {
  const chat = { kind: 'direct', id: 'main' } as const;
  return { channel: 'web', chat, sessionKey: `agent:${agentId}:main` };
}

/** Asked while a schedule runs, the chat is that schedule's, not the conversation it runs in. */
function ownChat(sql: Sql, chat: ChatAddress): ChatAddress {
  const name = chat.sessionKey === undefined ? undefined : parseSessionKey(chat.sessionKey);
  const [, id] = (name?.kind === 'other' ? /^cron:(.+)$/.exec(name.rest) : undefined) ?? [];
  const running = id === undefined ? undefined : getSchedule(sql, id);
  if (running) return readTarget(running);
  // On a messenger the chat decides which conversation it is, whoever is linked with whom by then.
  return chat.channel === 'web' ? chat : { ...chat, sessionKey: undefined };
}

/** What a schedule is called that nobody has named: how its text begins. */
function nameFor(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  return line.length <= 40 ? line : `${line.slice(0, 39).trimEnd()}…`;
}
