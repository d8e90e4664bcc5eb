import { findRole } from '../sessions/people-store.ts';
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
  const isPrivate = session.chat_kind === 'direct';
  const personId = isPrivate ? (session.person_id ?? undefined) : undefined;
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

/** What people wrote; not what a schedule or another agent asks for. */
export function readUserTexts({ deps, turn }: TurnContext): readonly string[] {
  return readTurnMessages(deps.db, turn.id)
    .filter((message) => message.role === 'user' && !isProgram(message.sender))
    .map((message) => message.text);
}

function isProgram(sender: string | null): boolean {
  if (sender === null) return false;
  const { id } = JSON.parse(sender) as { id: string };
  return id === 'schedule' || id.startsWith('agent:');
}
