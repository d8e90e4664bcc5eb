import type { AgentConfig } from '../../shared/config/agents.ts';
import type { Config } from '../../shared/config/schema.ts';
import type { ChatEvent, ChatMessage } from '../../shared/protocol/chat.ts';
import type { LiveReply } from '../delivery/live-reply.ts';
import type { BegunTurn } from '../delivery/begin-turn.ts';
import type { Speaker } from '../delivery/speaker.ts';
import type { ReplyTo, TurnRecord } from '../delivery/turn-store.ts';
import type { Clock } from '../platform/clock.ts';
import type { EventSink } from '../platform/connection.ts';
import type { Logger } from '../platform/log.ts';
import type { BlobFiles } from '../platform/blob-files.ts';
import type { Note, Recall } from '../memory/memory.ts';
import type { ModelRegistry } from '../providers/model-registry-types.ts';
import type { MessageRecord } from '../sessions/message-store.ts';
import { toChatMessage } from '../sessions/present.ts';
import type { SessionRecord } from '../sessions/session-store.ts';
import type { Database } from '../storage/database.ts';
import type { ApprovalGate } from '../tools/approvals/approval-gate.ts';
import type { ToolCatalogue } from '../tools/tool-catalogue-types.ts';
import type { BudgetKeeper } from './budget.ts';
import type { PromptPaths } from './prompt-paths.ts';
import type { PromptTexts } from './prompt-texts.ts';
import type { EndedTurn, TurnEndsTeller } from './turn-ends.ts';

/** What every turn needs. */
export interface TurnDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: EventSink;
  readonly config: () => Config;
  readonly models: ModelRegistry;
  readonly tools: ToolCatalogue;
  readonly budget: BudgetKeeper;
  readonly prompts: PromptPaths;
  readonly promptTexts: PromptTexts;
  readonly speaker: Speaker;
  readonly liveReply: (turn: TurnRecord, replyTo: ReplyTo) => LiveReply;
  readonly gate: ApprovalGate;
  readonly recall: Recall;
  /** What the system prompt says of an agent's skills; undefined when it has none. */
  readonly skillsPrompt: (agentId: string, agent: AgentConfig) => string | undefined;
  readonly blobs: BlobFiles;
  readonly turnEnds: TurnEndsTeller;
}

/** One turn while it runs. */
export interface TurnContext {
  readonly deps: TurnDeps;
  readonly turn: TurnRecord;
  readonly session: SessionRecord;
  /** The agent as it was when the turn began; a saved change counts from the next turn. */
  readonly agent: AgentConfig;
  readonly replyTo: ReplyTo;
  readonly live: LiveReply;
  readonly signal: AbortSignal;
  /** What it has said in the steps before, since the turn began or was taken up. */
  said: string;
  /** What the model has said in the present step. */
  text: string;
  /** Counts the `chat` events of the run. */
  seq: number;
  /** What the turn has cost so far, in millionths of a dollar. */
  costMicros: number;
  /** What was remembered for this turn; undefined until it was looked for. */
  notes: readonly Note[] | undefined;
  /** Stops the clock of the turn's deadline while somebody is asked; call the result to go on. */
  readonly holdDeadline: () => () => void;
}

/** A turn that is about to run, with what it has not said and not cost yet. */
export function freshContext(
  parts: Pick<
    TurnContext,
    'deps' | 'turn' | 'session' | 'agent' | 'replyTo' | 'live' | 'signal' | 'holdDeadline'
  >,
): TurnContext {
  const costMicros = parts.turn.cost_micros;
  return { ...parts, said: '', text: '', seq: 0, costMicros, notes: undefined };
}

/** What a line of the log says of the turn it belongs to, so that its trace is found from there. */
export function namesOf({ turn, session }: Pick<TurnContext, 'turn' | 'session'>): {
  readonly turnId: string;
  readonly sessionKey: string;
} {
  return { turnId: turn.id, sessionKey: session.key };
}

/** Thrown when the turn is not this runner's any more. It must leave no trace. */
export class TurnLost extends Error {}

/** Tells everybody what happens in the run. */
export function publishChat(context: TurnContext, event: ChatEventBody): void {
  const { deps, turn, session } = context;
  deps.events.publish('chat', {
    runId: turn.run_id,
    sessionKey: session.key,
    agentId: turn.agent_id,
    seq: context.seq++,
    ...event,
  });
}

type WithoutBase<T> = T extends ChatEvent
  ? Omit<T, 'runId' | 'sessionKey' | 'agentId' | 'seq'>
  : never;
export type ChatEventBody = WithoutBase<ChatEvent>;

/** A step of the run for clients that look closer. */
export function publishStep(
  context: TurnContext,
  stream: string,
  data: Record<string, unknown>,
): void {
  const { deps, turn, session } = context;
  const step = { runId: turn.run_id, seq: context.seq++, stream, ts: deps.clock.now(), data };
  deps.events.publish('agent', step, session.key);
}

/** A message of the run that is not its last one was stored: its words, a tool call or a result. */
export function publishMessage({ deps, session }: TurnContext, message: MessageRecord): void {
  deps.events.publish('chat.message', {
    sessionKey: session.key,
    message: toChatMessage(message),
  });
}

/** What a transaction that ended a turn leaves to be done once it is on disk. */
export interface TurnEnd {
  readonly message: ChatMessage | undefined;
  readonly next: BegunTurn | undefined;
  readonly wake: () => void;
  /** Other runs whose messages this turn has answered along. */
  readonly mergedRuns: readonly string[];
  /** Runs that waited behind it and will never be begun. */
  readonly droppedRuns: readonly string[];
  readonly outcome: Omit<EndedTurn, 'runId'>;
}
