import { AppError } from '../../shared/errors/index.ts';
import { formatAddress } from '../delivery/create-speak-up.ts';
import type { Spoken } from '../delivery/speak-up.ts';
import { findAgentFault } from '../router/default-agent.ts';
import type { Sql } from '../storage/database.ts';
import type { ScheduleDeps } from './schedule-deps.ts';
import { readTarget, type ScheduleRecord } from './schedule-store.ts';

/**
 * Says something in the chat of a schedule, in the caller's transaction. A reminder comes also when
 * its agent is gone; it then stands with whoever the chat is routed to.
 *
 * @throws AppError CHAT_ADDRESS_UNKNOWN when the messenger is not configured any more: what nobody
 * sends must not count as said
 */
export function speakInto(
  { speakUp, config }: Pick<ScheduleDeps, 'speakUp' | 'config'>,
  sql: Sql,
  schedule: ScheduleRecord,
  text: string,
): Spoken {
  const to = readTarget(schedule);
  const { agents, channels } = config();
  if (to.channel !== 'web' && channels[to.channel]?.enabled !== true)
    throw new AppError('CHAT_ADDRESS_UNKNOWN', { address: formatAddress(to) });
  const isThere = findAgentFault(agents, schedule.agent_id) === undefined;
  const agentId = isThere ? schedule.agent_id : undefined;
  return speakUp.speak(sql, { to, agentId, text, isForModel: true });
}
