import type { Config } from '../../shared/config/schema.ts';
import { limits } from '../../shared/config/limits.ts';
import { AppError, toAppError } from '../../shared/errors/index.ts';
import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { BudgetKeeper, Usage } from '../agents/budget.ts';
import type { ConfigService } from '../config/service-types.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import { costMicros } from '../providers/cost.ts';
import { createModelRegistry } from '../providers/create-model-registry.ts';
import type { ModelRegistry, ResolvedModel } from '../providers/model-registry-types.ts';
import { findDefaultAgent } from '../router/default-agent.ts';
import type { Database } from '../storage/database.ts';
import { listen, type Heard } from './check-model.ts';

export interface ModelTestDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: () => Config;
  readonly models: ModelRegistry;
  readonly budget: BudgetKeeper;
  readonly service: Pick<ConfigService, 'tryOut' | 'environment'>;
}

export interface ModelTest {
  /** As `provider/model`. */
  readonly model: string;
  /** A provider as it would be written in the config, secrets as `$NAME`, `${secret:NAME}` or literally. */
  readonly provider?: Readonly<Record<string, unknown>> | undefined;
}

// Roughly what the question and the words around it have.
const inputTokens = 200;

/**
 * Asks a model one short question. What goes wrong is part of the answer, never a rejection. What was
 * used counts for the default agent, whose budget also limits it.
 */
export async function testModel(
  deps: ModelTestDeps,
  test: ModelTest,
): Promise<ResultOf<'models.test'>> {
  const beganAt = deps.clock.monotonic();
  const took = (): number => Math.round(deps.clock.monotonic() - beganAt);
  let own: ModelRegistry | undefined;
  let used = 0;
  try {
    if (test.provider) own = await registryWith(deps, test.model, test.provider);
    const heard = await ask(deps, (own ?? deps.models).resolve(test.model), (usage) => {
      used = usage.costMicros;
    });
    const text = heard.text.trim().slice(0, limits.checkup.answerChars);
    if (text === '') throw new AppError('MODEL_SILENT');
    const { firstMs, usage } = heard;
    return { works: true, text, firstMs, durationMs: took(), costMicros: usage.costMicros };
  } catch (thrown) {
    const { code, message, hint } = toAppError(thrown);
    const error = { code, message, hint };
    return { works: false, text: '', durationMs: took(), costMicros: used, error };
  } finally {
    own?.close();
  }
}

/** A registry that knows a provider which is not in the configuration; nothing is written. */
async function registryWith(
  { service, clock, log }: ModelTestDeps,
  model: string,
  provider: Readonly<Record<string, unknown>>,
): Promise<ModelRegistry> {
  const id = model.slice(0, Math.max(0, model.indexOf('/')));
  if (id === '') throw new AppError('MODEL_NAME_INVALID', { model });
  const path = ['models', 'providers', id];
  const trial = await service.tryOut({ edits: [{ op: 'set', path, value: provider }] });
  const place = path.join('.');
  const problem = trial.problems.find(
    (one) => one.severity === 'error' && (one.path === place || one.path.startsWith(`${place}.`)),
  );
  if (problem)
    throw new AppError('MODEL_SETTINGS_INVALID', { reason: problem.message, fix: problem.hint });
  return createModelRegistry({
    config: () => trial.config,
    env: () => service.environment(),
    ...{ clock, log },
  });
}

async function ask(
  deps: ModelTestDeps,
  model: ResolvedModel,
  onUsage: (usage: Usage) => void,
): Promise<Heard> {
  const { db, clock, budget, config } = deps;
  const { agents } = config();
  const agentId = findDefaultAgent(agents) ?? 'main';
  const agent = agents[agentId];
  const { answerMs, outputTokens } = limits.checkup;
  const most = { inputTokens, outputTokens };
  const cost = { ...most, costMicros: costMicros(most, model.price) };
  const release = agent ? budget.reserve(db, agentId, agent, cost) : undefined;
  const controller = new AbortController();
  const timer = clock.after(answerMs, () =>
    controller.abort(new AppError('CHECKUP_NO_ANSWER', { seconds: answerMs / 1_000 })),
  );
  try {
    const request = {
      model: model.model,
      system: 'You are being tried out. Answer with one short sentence.',
      messages: [{ role: 'user' as const, text: 'Hello! Are you there?' }],
      tools: [],
      maxOutputTokens: outputTokens,
    };
    return await listen(model, request, clock, controller.signal, async (usage) => {
      onUsage(usage);
      await db.commit((sql) => budget.settle(sql, agentId, model.id, usage));
    });
  } finally {
    timer.cancel();
    release?.();
  }
}
