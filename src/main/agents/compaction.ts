import type { AgentConfig } from '../../shared/config/agents.ts';
import { limits } from '../../shared/config/limits.ts';
import type { ResolvedModel } from '../providers/model-registry-types.ts';
import { insertSummary } from '../sessions/message-store.ts';
import type { Database } from '../storage/database.ts';
import { roughPromptTokens, roughTokens, type PromptMessage, type PromptPath } from './prompt.ts';

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

export interface CompactionDeps {
  readonly db: Database;
  readonly now: () => number;
}

/**
 * Has the model write down what the older part of a conversation was about and stores it as a
 * summary. The originals stay where they are. The offline assistant can't summarise, and a model
 * that fails must not lock the conversation: then the older part is only left out of this prompt.
 *
 * @returns the summary's text, or undefined when the older part is just left out
 */
export async function compact(
  { db, now }: CompactionDeps,
  path: PromptPath,
  older: readonly PromptMessage[],
  model: ResolvedModel,
  signal: AbortSignal,
): Promise<string | undefined> {
  const last = older.at(-1)?.record;
  if (!last || model.providerId === 'offline') return undefined;
  const text = await summarise(path.summary, older, model, signal);
  if (text === '') return undefined;
  await db.commit((sql) =>
    insertSummary(
      sql,
      {
        sessionId: last.session_id,
        parentId: last.id,
        turnId: null,
        runId: null,
        role: 'system',
        content: [{ type: 'text', text }],
      },
      now(),
    ),
  );
  return text;
}

async function summarise(
  before: string | undefined,
  older: readonly PromptMessage[],
  model: ResolvedModel,
  signal: AbortSignal,
): Promise<string> {
  const lines = older.map(
    ({ message }) => `${message.role}: ${message.text.slice(0, limits.compaction.messageChars)}`,
  );
  const transcript = [before === undefined ? '' : `Earlier summary: ${before}`, ...lines].join(
    '\n',
  );
  const stream = model.provider.stream(
    {
      model: model.model,
      system:
        'Summarise the conversation below for the assistant who goes on with it: facts, decisions, open questions, names and numbers exactly. No introduction.',
      messages: [{ role: 'user', text: transcript.slice(-limits.compaction.transcriptChars) }],
      tools: [],
      maxOutputTokens: limits.compaction.summaryTokens,
    },
    signal,
  );
  let text = '';
  for await (const event of stream) if (event.type === 'text') text += event.text;
  return text.trim();
}
