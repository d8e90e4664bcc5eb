import type { Config } from '../../shared/config/schema.ts';
import { admit } from '../delivery/admission.ts';
import type { ChatAddress } from '../delivery/speak-up.ts';
import { findPersonById, findPersonByPeer } from '../sessions/people-store.ts';
import type { Sql } from '../storage/database.ts';

/** With whose rights a task runs; null where nobody is known. */
export interface Rights {
  readonly personId: string | null;
}

/**
 * A task has the rights of whoever made it, and no more than whoever reads its answer: what the
 * owner lets an agent tell somebody else must not be told from the owner's notes. Undefined when
 * whoever made it may not talk to the assistant any more.
 */
export function rightsOf(
  sql: Sql,
  config: Config,
  schedule: { readonly person_id: string | null; readonly target: ChatAddress },
): Rights | undefined {
  const { person_id: personId, target } = schedule;
  const person = personId === null ? undefined : findPersonById(sql, personId);
  if (personId !== null && !person) return undefined;
  if (person?.role !== 'owner') return isWelcome(config, target, person) ? { personId } : undefined;
  if (target.channel === 'web' || target.chat.kind !== 'direct') return { personId };
  const reader = findPersonByPeer(sql, target.channel, target.chat.id);
  return { personId: reader?.role === 'owner' ? personId : (reader?.id ?? null) };
}

/** Whether somebody who is not the owner could still write into this chat themselves. */
function isWelcome(
  config: Config,
  { channel: id, chat, threadId }: ChatAddress,
  person: ReturnType<typeof findPersonById>,
): boolean {
  const channel = config.channels[id];
  // On a group's list stand its members, and who of them made the schedule is not known.
  const rule = channel && (channel.access.groups[chat.id] ?? channel.access.groups['*']);
  if (chat.kind !== 'direct') return rule?.enabled === true;
  const thread = threadId === undefined ? {} : { thread: { id: threadId } };
  const envelope = {
    ...{ channel: id, dedupeKey: 'schedule', account: 'schedule', kind: 'new' as const },
    ...{ chat, ...thread, sender: { id: chat.id }, text: '-', attachments: [] },
    ...{ isAddressed: true, sentAt: 0 },
  };
  return admit(envelope, channel, person).verdict === 'let-in';
}
