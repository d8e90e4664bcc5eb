import type { AgentConfig } from '../../shared/config/agents.ts';
import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { AgentCheck } from '../../shared/protocol/agents.ts';
import type { BudgetKeeper, Usage } from '../agents/budget.ts';
import type { Clock } from '../platform/clock.ts';
import { within } from '../platform/within.ts';
import { costMicros, type PricedTokens } from '../providers/cost.ts';
import type { ModelRegistry, ResolvedModel } from '../providers/model-registry-types.ts';
import type { ModelMessage, ModelRequest, ToolCall, ToolSpec } from '../providers/provider.ts';
import type { Database } from '../storage/database.ts';
import { failedCheck, finding } from './finding.ts';

export interface ModelCheckDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly models: ModelRegistry;
  readonly budget: BudgetKeeper;
  /** What the model is told of the tool it shall use. */
  readonly calculator: () => ToolSpec | undefined;
  /** Runs that tool. */
  readonly calculate: (call: ToolCall, signal: AbortSignal) => Promise<string>;
}

export interface CheckedAgent {
  readonly agentId: string;
  readonly agent: AgentConfig;
}

/** What a model said to one question. */
export interface Heard {
  readonly text: string;
  readonly calls: readonly ToolCall[];
  readonly state: unknown;
  readonly firstMs: number;
  readonly totalMs: number;
  readonly usage: Usage;
}

// Roughly what the two questions have, tools included; what was really used is counted after.
const inputTokens = 1_000;

/** The models can be found, one of them answers, and it uses a tool it is offered. */
export async function checkModel(
  deps: ModelCheckDeps,
  checked: CheckedAgent,
): Promise<readonly AgentCheck[]> {
  const { agent } = checked;
  const found = [agent.model, ...agent.fallbacks].map((name, at) =>
    findModel(deps.models, name, at === 0 ? 'model' : 'fallback'),
  );
  const models = found.flatMap(({ model }) => (model ? [model] : []));
  const { checks: answers, model } = await findAnswer(deps, checked, models);
  const use = model
    ? await checkToolUse(deps, checked, model)
    : finding('tool-use', 'skipped', 'not-looked-at');
  // What a turn would do: the next model answers where one can't.
  const all = [...found.map(({ check }) => check), ...answers];
  return [...(model ? all.map(soften) : all), use];
}

interface FoundModel {
  readonly check: AgentCheck;
  readonly model?: ResolvedModel;
}

function findModel(
  models: ModelRegistry,
  name: string | undefined,
  check: 'model' | 'fallback',
): FoundModel {
  try {
    const model = models.resolve(name);
    const values = { price: model.price ? 'known' : 'unknown' };
    return { model, check: finding(check, 'ok', 'fine', { subject: model.id, values }) };
  } catch (error) {
    return { check: failedCheck(check, error, { subject: name ?? 'default' }) };
  }
}

/** Asks one model after the other until one answers. */
async function findAnswer(
  deps: ModelCheckDeps,
  checked: CheckedAgent,
  models: readonly ResolvedModel[],
): Promise<{ readonly checks: readonly AgentCheck[]; readonly model?: ResolvedModel }> {
  const checks: AgentCheck[] = [];
  for (const model of models) {
    const answer = await checkAnswer(deps, checked, model);
    checks.push(answer);
    if (answer.state !== 'fail') return { checks, model };
  }
  return { checks };
}

function soften(check: AgentCheck): AgentCheck {
  return check.state === 'fail' ? { ...check, state: 'warn' } : check;
}

async function checkAnswer(
  deps: ModelCheckDeps,
  checked: CheckedAgent,
  model: ResolvedModel,
): Promise<AgentCheck> {
  const question: ModelMessage = { role: 'user', text: 'Hello!' };
  try {
    const heard = await ask(deps, checked, model, { messages: [question], tools: [] });
    const text = heard.text.trim().slice(0, limits.checkup.answerChars);
    const { usage, firstMs } = heard;
    const more = {
      subject: model.id,
      values: { firstMs, ...usage, text },
      durationMs: heard.totalMs,
    };
    return text === ''
      ? finding('answer', 'warn', 'answered-nothing', more)
      : finding('answer', 'ok', 'answered', more);
  } catch (error) {
    return failedCheck('answer', error, { subject: model.id });
  }
}

/** The product of the two numbers in the question; no model knows it by heart. */
const question = 'What is 12347 * 56789? Use the tool calculate.';
const result = String(12_347 * 56_789);

async function checkToolUse(
  deps: ModelCheckDeps,
  checked: CheckedAgent,
  model: ResolvedModel,
): Promise<AgentCheck> {
  const tool = deps.calculator();
  if (!tool) return finding('tool-use', 'skipped', 'not-looked-at');
  if (await lacksTools(deps, model)) return finding('tool-use', 'skipped', 'model-without-tools');
  const beganAt = deps.clock.monotonic();
  const took = (): number => Math.round(deps.clock.monotonic() - beganAt);
  const messages: ModelMessage[] = [{ role: 'user', text: question }];
  try {
    const first = await ask(deps, checked, model, { messages, tools: [tool] });
    if (!first.calls.some((call) => call.name === tool.name))
      return finding('tool-use', 'warn', 'tool-not-called', { durationMs: took() });
    const answers = await answerCalls(deps, first.calls);
    const said: ModelMessage = {
      role: 'assistant',
      text: first.text,
      toolCalls: first.calls,
      ...(first.state === undefined ? {} : { state: first.state }),
    };
    const second = await ask(deps, checked, model, {
      messages: [...messages, said, ...answers],
      tools: [tool],
    });
    const isUsed = second.text.replaceAll(/\D/g, '').includes(result);
    return isUsed
      ? finding('tool-use', 'ok', 'tool-used', { durationMs: took() })
      : finding('tool-use', 'warn', 'tool-result-not-used', { durationMs: took() });
  } catch (error) {
    return failedCheck('tool-use', error, { state: 'warn', durationMs: took() });
  }
}

function answerCalls(
  { clock, calculate }: ModelCheckDeps,
  calls: readonly ToolCall[],
): Promise<ModelMessage[]> {
  const { signal } = new AbortController();
  return Promise.all(
    calls.map(async (call): Promise<ModelMessage> => {
      const text = await within(clock, limits.checkup.listMs, () => calculate(call, signal));
      return { role: 'tool', callId: call.id, name: call.name, text };
    }),
  );
}

/** Only where the provider says so; most say nothing, and then it is tried. */
async function lacksTools(
  { clock, models }: ModelCheckDeps,
  model: ResolvedModel,
): Promise<boolean> {
  try {
    const rows = await within(clock, limits.checkup.listMs, () => models.list());
    return rows.find((row) => row.id === model.id)?.supportsTools === false;
  } catch {
    return false;
  }
}

/** Asks once, within the agent's budget and a bound in time; what was used is counted. */
async function ask(
  deps: ModelCheckDeps,
  { agentId, agent }: CheckedAgent,
  model: ResolvedModel,
  parts: Pick<ModelRequest, 'messages' | 'tools'>,
): Promise<Heard> {
  const { db, clock, budget } = deps;
  const maxOutputTokens = Math.min(agent.maxOutputTokens, limits.checkup.outputTokens);
  const most = { inputTokens, outputTokens: maxOutputTokens };
  const release = budget.reserve(db, agentId, agent, {
    ...most,
    costMicros: costMicros(most, model.price),
  });
  const controller = new AbortController();
  const seconds = limits.checkup.answerMs / 1_000;
  const timer = clock.after(limits.checkup.answerMs, () =>
    controller.abort(new AppError('CHECKUP_NO_ANSWER', { seconds })),
  );
  try {
    const { temperature, thinking } = agent;
    const system = 'You are being tried out. Answer briefly.';
    const request = {
      model: model.model,
      system,
      maxOutputTokens,
      temperature,
      thinking,
      ...parts,
    };
    return await listen(model, request, clock, controller.signal, (usage) =>
      db.commit((sql) => budget.settle(sql, agentId, model.id, usage)),
    );
  } finally {
    timer.cancel();
    release();
  }
}

/**
 * Asks a model once and hears it to its end. Rejects as the provider does, or with the signal's reason.
 * @param count called once with what was used, also when the call breaks off after that was told. Before
 *   that, only the provider knows: it says so with its last words, so a call that is cut off counts nothing
 */
export async function listen(
  model: ResolvedModel,
  request: ModelRequest,
  clock: Clock,
  signal: AbortSignal,
  count: (usage: Usage) => Promise<void>,
): Promise<Heard> {
  const beganAt = clock.monotonic();
  const since = (): number => Math.round(clock.monotonic() - beganAt);
  const calls: ToolCall[] = [];
  let text = '';
  let state: unknown;
  let firstMs: number | undefined;
  let tokens: PricedTokens | undefined;
  const usage = (): Usage => {
    const { inputTokens: input, outputTokens: output } = tokens ?? noTokens;
    return {
      inputTokens: input,
      outputTokens: output,
      costMicros: costMicros(tokens ?? noTokens, model.price),
    };
  };
  try {
    for await (const event of model.provider.stream(request, signal)) {
      if (event.type === 'text' || event.type === 'tool-call') firstMs ??= since();
      if (event.type === 'text') text += event.text;
      else if (event.type === 'tool-call') calls.push(event.call);
      else if (event.type === 'state') state = event.data;
      else if (event.type === 'usage') tokens = event;
    }
  } finally {
    if (tokens) await count(usage());
  }
  // An abort may end a stream instead of failing it.
  signal.throwIfAborted();
  return { text, calls, state, firstMs: firstMs ?? since(), totalMs: since(), usage: usage() };
}

const noTokens: PricedTokens = { inputTokens: 0, outputTokens: 0 };
