import type { AgentConfig } from '../../shared/config/agents.ts';
import { limits } from '../../shared/config/limits.ts';
import { addTrace } from '../delivery/trace-store.ts';
import { addUsage } from '../delivery/turn-store.ts';
import type { ResolvedModel } from '../providers/model-registry-types.ts';
import type { ModelRequest } from '../providers/provider.ts';
import { insertSummary } from '../sessions/message-store.ts';
import type { Sql } from '../storage/database.ts';
import type { Usage } from './budget.ts';
import { originOf } from './count-turn.ts';
import type { PromptMessage } from './prompt-message.ts';
import type { PromptPath } from './prompt-paths.ts';
import { roughPromptTokens, roughTokens } from './prompt.ts';
import { priceTokens, reserveCall } from './spend.ts';
import { TurnLost, type TurnContext } from './turn-context.ts';

/** Tokens that a prompt's messages may take, beside the system prompt and the answer. */
export function messageBudget(agent: AgentConfig, system: string, model: ResolvedModel): number {
  const window = Math.min(agent.contextTokens, model.contextTokens ?? Infinity);
  // Never less than a quarter: a huge system prompt must not silence the conversation.
  return Math.max(window / 4, window - agent.maxOutputTokens - roughTokens(system));
}

export interface SplitPath {
  readonly older: readonly PromptMessage[];
  readonly kept: readonly PromptMessage[];
}

/**
 * Splits a path that is too long: what is kept word for word, and what is older. Then only half of
 * the budget is kept, so that the next messages fit without summarising again at each of them.
 * The cut never falls between a tool call and its result, and the newest message is always kept.
 */
export function splitForBudget(messages: readonly PromptMessage[], budget: number): SplitPath {
  const isTooLong =
    messages.length >= limits.session.promptMessages || roughPromptTokens(messages) > budget;
  if (!isTooLong) return { older: [], kept: messages };
  const start = findCut(messages, budget / 2);
  return { older: messages.slice(0, start), kept: messages.slice(start) };
}

function findCut(messages: readonly PromptMessage[], budget: number): number {
  const fewest = Math.max(1, messages.length - limits.session.promptMessages / 2);
  let tokens = 0;
  let start = messages.length - 1;
  while (start > fewest) {
    const next = messages[start - 1];
    tokens += next ? roughPromptTokens([next]) : 0;
    if (tokens > budget) break;
    start -= 1;
  }
  // A result without its call would be refused.
  while (start < messages.length - 1 && messages[start]?.message.role === 'tool') start += 1;
  return start;
}

/**
 * Has the model write down what the older part of a conversation was about and stores it as a
 * summary, with what that cost. The originals stay where they are. The offline assistant can't
 * summarise, and a model that fails must not lock the conversation: then the older part is only
 * left out of this prompt.
 *
 * @returns the summary's text, or undefined when the older part is just left out
 * @throws AppError BUDGET_EXHAUSTED and what a provider throws; TurnLost
 */
export async function compact(
  context: TurnContext,
  path: PromptPath,
  older: readonly PromptMessage[],
  model: ResolvedModel,
): Promise<string | undefined> {
  const { deps } = context;
  const last = older.at(-1)?.record;
  if (!last || model.providerId === 'offline') return undefined;
  const startedAt = deps.clock.now();
  const request = askForSummary(path.summary, older, model);
  const release = reserveCall(context, model, {
    inputTokens: roughTokens(request.system) + roughTokens(request.messages[0]?.text ?? ''),
    outputTokens: limits.compaction.summaryTokens,
  });
  try {
    const summary = await readSummary(model, request, context.signal);
    await deps.db.commit((sql) => {
      account(sql, context, model, summary, { startedAt, upTo: last.id });
      if (summary.text !== '') keep(sql, last, summary.text, deps.clock.now());
    });
    return summary.text === '' ? undefined : summary.text;
  } finally {
    release();
  }
}

function keep(sql: Sql, last: PromptMessage['record'], text: string, now: number): void {
  const place = { sessionId: last.session_id, parentId: last.id, turnId: null, runId: null };
  insertSummary(sql, { ...place, role: 'system', content: [{ type: 'text', text }] }, now);
}

interface Summary {
  readonly text: string;
  readonly usage: Usage;
}

/** A summary is a call like any other: it counts for the turn, the day and the trace. */
function account(
  sql: Sql,
  context: TurnContext,
  model: ResolvedModel,
  { usage }: Summary,
  about: { readonly startedAt: number; readonly upTo: string },
): void {
  const { deps, turn } = context;
  if (!addUsage(sql, turn, { model: model.id, ...usage })) throw new TurnLost();
  context.costMicros += usage.costMicros;
  deps.budget.settle(sql, turn.agent_id, model.id, usage, originOf(sql, context));
  addTrace(sql, turn, {
    kind: 'compaction',
    name: model.id,
    state: 'done',
    detail: { upTo: about.upTo },
    startedAt: about.startedAt,
    durationMs: deps.clock.now() - about.startedAt,
    ...usage,
  });
}

function askForSummary(
  before: string | undefined,
  older: readonly PromptMessage[],
  model: ResolvedModel,
): ModelRequest {
  const lines = older.map(
    ({ message }) => `${message.role}: ${message.text.slice(0, limits.compaction.messageChars)}`,
  );
  const earlier = before === undefined ? '' : `Earlier summary: ${before}`;
  const transcript = [earlier, ...lines].join('\n').slice(-limits.compaction.transcriptChars);
  return {
    model: model.model,
    system:
      'Summarise the conversation below for the assistant who goes on with it: facts, decisions, open questions, names and numbers exactly. No introduction.',
    messages: [{ role: 'user', text: transcript }],
    tools: [],
    maxOutputTokens: limits.compaction.summaryTokens,
  };
}

async function readSummary(
  model: ResolvedModel,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<Summary> {
  let text = '';
  let used = { inputTokens: 0, outputTokens: 0 };
  for await (const event of model.provider.stream(request, signal)) {
    if (event.type === 'text') text += event.text;
    else if (event.type === 'usage') used = event;
  }
  signal.throwIfAborted();
  return { text: text.trim(), usage: priceTokens(used, model) };
}
