import type { AgentConfig } from '../../shared/config/agents.ts';
import { limits } from '../../shared/config/limits.ts';
import type { Config } from '../../shared/config/schema.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { ParsedParamsOf, ResultOf } from '../../shared/protocol/contract.ts';
import { readReplyTo } from '../delivery/turn-store.ts';
import type { BlobFiles } from '../platform/blob-files.ts';
import type { Clock } from '../platform/clock.ts';
import { costMicros, type PricedTokens } from '../providers/cost.ts';
import type { ModelRegistry, ResolvedModel } from '../providers/model-registry-types.ts';
import type { ModelRequest, ToolCall, ToolSpec } from '../providers/provider.ts';
import { localParts } from '../sessions/freshness.ts';
import { getSession } from '../sessions/session-store.ts';
import type { Database } from '../storage/database.ts';
import type { ToolCatalogue } from '../tools/tool-catalogue-types.ts';
import type { BudgetKeeper, Usage } from './budget.ts';
import { messageBudget, splitForBudget } from './compaction.ts';
import { buildSystemPrompt, roughPromptTokens, roughTokens, roughTokensOf } from './prompt.ts';
import { toModelMessages } from './prompt-images.ts';
import { readRecordedPrompt, type RecordedPrompt } from './recorded-prompt.ts';
import { newNotes, noteEvent, type CallNotes } from './trace-call.ts';
import type { TurnDeps } from './turn-context.ts';

export interface ReplayDeps extends Pick<TurnDeps, 'skillsPrompt'> {
  readonly db: Database;
  readonly clock: Clock;
  readonly config: () => Config;
  readonly models: ModelRegistry;
  readonly tools: ToolCatalogue;
  readonly budget: BudgetKeeper;
  readonly blobs: BlobFiles;
}

interface Target {
  readonly agentId: string;
  readonly agent: AgentConfig;
  readonly model: ResolvedModel;
}

/**
 * Asks the question of a turn once more, of another agent or model: one call, with the prompt of the
 * turn's first. Nothing is stored, sent or run; what it costs counts for the agent that is asked, whose
 * daily budget also limits it. Notes are those of the turn's own agent only.
 * @throws AppError TURN_UNKNOWN, STEP_UNKNOWN, AGENT_UNKNOWN, BUDGET_EXHAUSTED, REPLAY_NO_ANSWER and what a provider throws
 */
export async function replayTurn(
  deps: ReplayDeps,
  wanted: ParsedParamsOf<'turns.replay'>,
): Promise<ResultOf<'turns.replay'>> {
  const recorded = readRecordedPrompt(deps.db, wanted.turnId);
  const target = chooseTarget(deps, wanted, recorded);
  const { request, inputTokens } = await makeRequest(deps, target, recorded);
  const heard = await ask(deps, target, request, inputTokens);
  return {
    agentId: target.agentId,
    model: target.model.id,
    text: heard.text,
    toolCalls: heard.toolCalls.map(({ name, arguments: args }) => ({
      name,
      arguments: { ...args },
    })),
    ...heard.usage,
    durationMs: heard.durationMs,
    ...(heard.firstMs === undefined ? {} : { firstMs: heard.firstMs }),
  };
}

function chooseTarget(
  { db, config, models }: ReplayDeps,
  wanted: ParsedParamsOf<'turns.replay'>,
  { turn }: RecordedPrompt,
): Target {
  const agentId = wanted.agentId ?? turn.agent_id;
  const { agents } = config();
  const agent = Object.hasOwn(agents, agentId) ? agents[agentId] : undefined;
  if (!agent) throw new AppError('AGENT_UNKNOWN', { agent: agentId });
  const chosen = wanted.agentId === undefined ? getSession(db, turn.session_id)?.model : undefined;
  return { agentId, agent, model: models.resolve(wanted.model ?? chosen ?? agent.model) };
}

async function makeRequest(
  deps: ReplayDeps,
  target: Target,
  recorded: RecordedPrompt,
): Promise<{ readonly request: ModelRequest; readonly inputTokens: number }> {
  const { agent, model } = target;
  const isSame = target.agentId === recorded.turn.agent_id;
  const system = (isSame ? recorded.system : undefined) ?? writeSystem(deps, target, recorded);
  const tools = (isSame ? recorded.tools : undefined) ?? (await listTools(deps, target, recorded));
  const { kept } = splitForBudget(recorded.messages, messageBudget(agent, system, model));
  return {
    request: {
      ...{ model: model.model, system, tools },
      messages: await toModelMessages(kept, model.id, deps.blobs),
      maxOutputTokens: agent.maxOutputTokens,
      temperature: agent.temperature,
      thinking: agent.thinking,
    },
    inputTokens: roughTokens(system) + roughPromptTokens(kept),
  };
}

function writeSystem(
  { config, clock, skillsPrompt }: ReplayDeps,
  { agentId, agent }: Target,
  { summary }: RecordedPrompt,
): string {
  const { owner } = config();
  return buildSystemPrompt({
    ...{ agentId, agent, summary },
    day: localParts(clock.now(), owner.timeZone).day,
    ownerName: owner.name,
    skills: skillsPrompt(agentId, agent),
    notes: [],
  });
}

async function listTools(
  { tools }: ReplayDeps,
  { agentId, agent }: Target,
  { turn }: RecordedPrompt,
): Promise<readonly ToolSpec[]> {
  const user = { agentId, agent, channel: readReplyTo(turn).ruledBy ?? turn.channel };
  await tools.prepare(user);
  return tools.specs(user);
}

interface Heard {
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  readonly usage: Usage;
  readonly durationMs: number;
  readonly firstMs: number | undefined;
}

async function ask(
  { db, clock, budget }: ReplayDeps,
  { agentId, agent, model }: Target,
  request: ModelRequest,
  inputTokens: number,
): Promise<Heard> {
  const most = priced({ inputTokens, outputTokens: agent.maxOutputTokens }, model);
  const release = budget.reserve(db, agentId, agent, most);
  const { signal, cancel } = startDeadline(clock, agent.timeoutSeconds * 1_000);
  const notes = newNotes();
  const began = clock.monotonic();
  const since = (): number => clock.monotonic() - began;
  let usage: Usage | undefined;
  try {
    const { text, toolCalls, used } = await listen(model, request, { notes, since, signal });
    usage = priced(used, model);
    return { text, toolCalls, usage, durationMs: since(), firstMs: notes.firstMs };
  } finally {
    cancel();
    // What broke off after it had begun was paid for too; it counts by what came.
    const broken = { inputTokens, outputTokens: roughTokensOf(notes.chars) };
    const spent = usage ?? (notes.chars > 0 ? priced(broken, model) : undefined);
    if (spent) await db.commit((sql) => budget.settle(sql, agentId, model.id, spent));
    release();
  }
}

async function listen(
  model: ResolvedModel,
  request: ModelRequest,
  how: { readonly notes: CallNotes; readonly since: () => number; readonly signal: AbortSignal },
): Promise<{ readonly text: string; readonly toolCalls: ToolCall[]; readonly used: PricedTokens }> {
  const toolCalls: ToolCall[] = [];
  let text = '';
  let used: PricedTokens = { inputTokens: 0, outputTokens: 0 };
  for await (const event of model.provider.stream(request, how.signal)) {
    noteEvent(how.notes, event, how.since());
    if (event.type === 'text') text += event.text;
    else if (event.type === 'tool-call') toolCalls.push(event.call);
    else if (event.type === 'usage') used = event;
  }
  // An abort may end a stream instead of failing it.
  how.signal.throwIfAborted();
  return { text, toolCalls, used };
}

function priced(tokens: PricedTokens, model: ResolvedModel): Usage {
  const { inputTokens, outputTokens } = tokens;
  return { inputTokens, outputTokens, costMicros: costMicros(tokens, model.price) };
}

function startDeadline(
  clock: Clock,
  agentMs: number,
): { readonly signal: AbortSignal; readonly cancel: () => void } {
  const controller = new AbortController();
  const timeoutMs = Math.min(agentMs, limits.turn.replayMs);
  const timer = clock.after(timeoutMs, () =>
    controller.abort(new AppError('REPLAY_NO_ANSWER', { seconds: timeoutMs / 1_000 })),
  );
  return { signal: controller.signal, cancel: () => timer.cancel() };
}
