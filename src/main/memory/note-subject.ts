import type { NoteSubject } from './memory.ts';

/** Of a conversation, what decides whom notes are about. */
interface Conversation {
  readonly key: string;
  readonly chat_kind: 'direct' | 'group' | 'channel';
  readonly person_id: string | null;
}

/**
 * Whom an agent's notes in a conversation are about: in a direct chat the person, whatever messenger
 * they use; where others read along, only that chat, so that nothing private is said in company.
 */
export function aboutWhom(agentId: string, session: Conversation): NoteSubject {
  const isPerson = session.chat_kind === 'direct' && session.person_id !== null;
  return { agentId, about: isPerson ? `person:${session.person_id}` : `chat:${session.key}` };
}
