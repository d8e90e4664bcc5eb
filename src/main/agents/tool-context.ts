import { findRole } from '../sessions/people-store.ts';
import { listWriters, type Writer } from '../delivery/inbox-store.ts';
import { readTurnMessages } from '../sessions/message-store.ts';
import type { ToolContext } from '../tools/tool.ts';
import type { ToolUser } from '../tools/tool-catalogue-types.ts';
import type { TurnContext } from './turn-context.ts';

/** Who uses tools in this turn: the agent as it was when the turn began, for this channel. */
export function toolUser({ turn, agent, replyTo }: TurnContext): ToolUser {
  return { agentId: turn.agent_id, agent, channel: replyTo.ruledBy ?? turn.channel };
}

/** For whom, where and why a call of this turn runs. */
export function toolContext(context: TurnContext, callId: string): ToolContext {
  const { turn, session, replyTo, signal, deps } = context;
  const personId = findAnswered(context);
  return {
    agentId: turn.agent_id,
    sessionId: session.id,
    sessionKey: session.key,
    turnId: turn.id,
    callId,
    signal,
    personId,
    isOwner: personId !== undefined && findRole(deps.db, personId) === 'owner',
    chat: { channel: replyTo.channel, chat: replyTo.chat, threadId: replyTo.threadId },
    ruledBy: replyTo.ruledBy,
    userTexts: readUserTexts(context),
  };
}

/**
 * Who is answered: whose the conversation is, as long as everything that this turn answers was written
 * by them, or by an owner, where nobody else reads. A conversation may outlive what made it somebody's:
 * an account that another one has now, a key that a client chose. Rights must not.
 */
export function findAnswered({ turn, session, deps }: TurnContext): string | undefined {
  const { chat_kind: kind, person_id: personId } = session;
  if (kind !== 'direct' || personId === null) return undefined;
  const isTheirs = (writer: Writer): boolean =>
    writer.chatKind === 'direct' &&
    writer.personId !== null &&
    (writer.personId === personId || findRole(deps.db, writer.personId) === 'owner');
  return listWriters(deps.db, turn.id).every(isTheirs) ? personId : undefined;
}

/** What people wrote; not what a schedule or another agent asks for, nor what they quote. */
export function readUserTexts({ deps, turn }: TurnContext): readonly string[] {
  return readTurnMessages(deps.db, turn.id)
    .filter((message) => message.role === 'user' && !isProgram(message.sender))
    .map((message) => withoutQuotes(message.text));
}

/** What somebody answers to stands before their words and is often what a model has said. */
function withoutQuotes(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('>'))
    .join('\n');
}

function isProgram(sender: string | null): boolean {
  if (sender === null) return false;
  const { id } = JSON.parse(sender) as { id: string };
  return id === 'schedule' || id.startsWith('agent:');
}
