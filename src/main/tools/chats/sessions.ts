import { z } from 'zod';
import type { Config } from '../../../shared/config/schema.ts';
import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { lazy } from '../../../shared/lazy.ts';
import { countRounds, findInbox } from '../../delivery/inbox-store.ts';
import { isAside, readPath } from '../../sessions/message-store.ts';
import { findSession, type SessionRecord } from '../../sessions/session-store.ts';
import type { Tool, ToolContext, ToolResult } from '../tool.ts';
import { listConversations } from './chat-list.ts';
import { beginErrand, runErrand, type ErrandDeps, type NewErrand } from './errands.ts';
import { countWanted, describeEnd, wantResult, type HandBack } from './hand-back.ts';

const parameters = lazy(() =>
  z.strictObject({
    action: z
      .enum(['list', 'read', 'ask', 'start'])
      .describe(
        'list conversations, read one, ask another agent in a lasting conversation with it, or start a sub-agent with a task of its own.',
      ),
    session: z.string().max(512).optional().describe('With read: a key from list.'),
    limit: z.int().min(1).max(100).default(20).describe('With read: how many messages.'),
    agent: z.string().max(128).optional().describe('With ask and start; yourself by default.'),
    text: z
      .string()
      .min(1)
      .max(limits.chats.errandChars)
      .optional()
      .describe('With ask and start.'),
    timeoutSeconds: z.int().min(5).max(3_600).default(300).describe('With ask and start.'),
    background: z
      .boolean()
      .default(false)
      .describe('With start: do not wait; the result comes as a message when it is there.'),
  }),
);

type Wish = z.output<ReturnType<typeof parameters>>;

export interface SessionsToolDeps extends ErrandDeps {
  readonly config: () => Pick<Config, 'agents'>;
  readonly handBack: Pick<HandBack, 'look'>;
}

/** Other conversations of the same person, other agents, and helpers of one's own. */
export function createSessionsTool(deps: SessionsToolDeps): Tool {
  return {
    name: 'sessions',
    description:
      'Other conversations and other agents: list and read conversations of the person you talk to, ask another agent, or start a sub-agent that works on a task and hands its result back.',
    parameters,
    // An errand has a key of its own: running the call again waits for the same one.
    isRepeatable: true,
    touches: ['sessions'],
    asks: 'never',
    async run(args, context) {
      const wish = parameters().parse(args);
      switch (wish.action) {
        case 'list':
          return say(describeList(deps, context));
        case 'read':
          return say(describeSession(deps, context, wish));
        case 'ask':
        case 'start':
          return runWish(deps, context, wish);
      }
    },
  };
}

const say = (text: string): ToolResult => ({ text, isError: false });

function describeList({ db }: SessionsToolDeps, context: ToolContext): string {
  const lines = listConversations(db, context).map(
    ({ key, title, message_count: count, last_text: last }) =>
      `${key}  ${title} (${count} messages)  ${last}`,
  );
  return lines.length === 0 ? 'There is no other conversation.' : lines.join('\n');
}

function describeSession({ db }: SessionsToolDeps, context: ToolContext, wish: Wish): string {
  const session = wish.session === undefined ? undefined : findSession(db, wish.session);
  const mayRead = session && isTheirs(context, session);
  if (!session || !mayRead) throw new AppError('SESSION_UNKNOWN', { key: wish.session ?? '' });
  const messages = readPath(db, session.head_id, limits.session.promptMessages)
    .filter((message) => message.role !== 'tool' && message.text !== '' && !isAside(message))
    .slice(-wish.limit);
  return messages
    .map(({ role, text, created_at: at }) => `${new Date(at).toISOString()} ${role}: ${text}`)
    .join('\n\n');
}

/** What was said where others read along is not one person's to read elsewhere. */
function isTheirs({ isOwner, personId }: ToolContext, session: SessionRecord): boolean {
  const isPrivate = session.chat_kind === 'direct' && session.person_id === personId;
  return isOwner || (personId !== undefined && isPrivate);
}

async function runWish(
  deps: SessionsToolDeps,
  context: ToolContext,
  wish: Wish,
): Promise<ToolResult> {
  if (wish.text === undefined) return { text: `${wish.action} needs \`text\`.`, isError: true };
  const errand = toErrand(deps, context, wish, wish.text);
  if (wish.action === 'start' && wish.background) return begin(deps, context, errand);
  const result = await runErrand(deps, errand, wish.timeoutSeconds * 1_000, context.signal);
  return { text: describeEnd(result), isError: result.state !== 'done' };
}

async function begin(
  deps: SessionsToolDeps,
  context: ToolContext,
  errand: NewErrand,
): Promise<ToolResult> {
  const { db, clock } = deps;
  const isNew = findInbox(db, 'web', errand.key) === undefined;
  if (isNew && countWanted(db, context.sessionKey) >= limits.chats.subAgents)
    throw new AppError('ERRAND_LIMIT', { limit: limits.chats.subAgents });
  const rounds = (errand.errand.rounds ?? 0) + 1;
  if (isNew && rounds > limits.chats.rounds)
    throw new AppError('ERRAND_TOO_LONG', { limit: limits.chats.rounds });
  await beginErrand(deps, errand);
  const sessionId = await db.commit((sql) => {
    const session = findSession(sql, errand.sessionKey);
    if (!session) throw new AppError('SESSION_UNKNOWN', { key: errand.sessionKey });
    const { personId = null } = context;
    const { channel, chat, threadId } = context.chat;
    const asker = {
      ...{ sessionKey: context.sessionKey, personId, channel, chat, threadId },
      ruledBy: errand.errand.ruledBy ?? channel,
      rounds,
      agentId: session.agent_id,
    };
    const label = errand.text.slice(0, limits.session.titleChars);
    wantResult(sql, { sessionId: session.id, runId: errand.key, asker, label }, clock.now());
    return session.id;
  });
  void deps.handBack.look(sessionId);
  return say('Started. Its result will come as a message in this conversation.');
}

/** `agent:<id>:sub:<depth>:<turn>-<call>` */
const subKey = /:sub:(\d+):/;

function toErrand(
  { config, db }: SessionsToolDeps,
  context: ToolContext,
  wish: Wish,
  text: string,
): NewErrand {
  const agentId = wish.agent ?? context.agentId;
  // Which agents somebody may talk to is said by the bindings; an agent must not be a way around them.
  if (agentId !== context.agentId && !context.isOwner)
    throw new AppError('ERRAND_NOT_ALLOWED', { agent: agentId });
  if (!config().agents[agentId]?.enabled) throw new AppError('AGENT_UNKNOWN', { agent: agentId });
  const depth = Number(subKey.exec(context.sessionKey)?.[1] ?? 0) + 1;
  if (depth > limits.chats.subAgentDepth)
    throw new AppError('ERRAND_TOO_DEEP', { limit: limits.chats.subAgentDepth });
  const id = `${context.turnId || crypto.randomUUID()}-${context.callId}`;
  const person = context.personId ?? encodeURIComponent(context.sessionKey);
  const place =
    wish.action === 'start' ? `sub:${depth}:${id}` : `sub:${depth}:${context.agentId}-${person}`;
  return {
    key: `errand:${id}`,
    sessionKey: `agent:${agentId}:${place}`.slice(0, 512),
    askedBy: context.agentId,
    askerSessionId: context.sessionId,
    text,
    errand: {
      personId: context.personId ?? null,
      ruledBy: context.ruledBy ?? context.chat.channel,
      rounds: countRounds(db, context.turnId),
      // One that is waited for stands still while the owner is asked, and is ended by its asker.
      ...(wish.background ? { deadlineMs: wish.timeoutSeconds * 1_000 } : {}),
    },
  };
}
