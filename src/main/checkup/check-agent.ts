import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { AgentCheck } from '../../shared/protocol/agents.ts';
import type { ConfigProblem } from '../../shared/protocol/config.ts';
import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { ScheduleRow } from '../../shared/protocol/schedules.ts';
import { findDefaultAgent } from '../router/default-agent.ts';
import type { ToolCatalogue } from '../tools/tool-catalogue-types.ts';
import type { ToolContext } from '../tools/tool.ts';
import { checkChannels, type ChannelCheckDeps } from './check-channels.ts';
import { checkModel, type ModelCheckDeps } from './check-model.ts';
import { checkBudget, checkConfig, checkSchedules } from './check-rest.ts';
import { checkTools } from './check-tools.ts';

export interface CheckupDeps
  extends ChannelCheckDeps, Omit<ModelCheckDeps, 'calculator' | 'calculate'> {
  readonly tools: ToolCatalogue;
  readonly problems: () => readonly ConfigProblem[];
  readonly schedules: (agentId: string) => readonly ScheduleRow[];
}

/**
 * Looks at everything an agent needs, and asks its model. A failure is a finding.
 * @param named an agent, or `main` for the default one
 * @throws AppError AGENT_UNKNOWN
 */
export async function checkAgent(
  deps: CheckupDeps,
  named: string,
): Promise<ResultOf<'agents.test'>> {
  const { agents } = deps.config();
  const agentId = Object.hasOwn(agents, named) ? named : defaultFor(deps, named);
  const agent = Object.hasOwn(agents, agentId) ? agents[agentId] : undefined;
  const config = checkConfig(agentId, agent, deps.problems());
  if (!agent && config.every((check) => check.state === 'ok'))
    throw new AppError('AGENT_UNKNOWN', { agent: named });
  if (!agent?.enabled) return conclude(agentId, config);
  const [model, tools] = await Promise.all([
    checkModel(withCalculator(deps, agentId), { agentId, agent }),
    checkTools(deps.tools, agentId),
  ]);
  return conclude(agentId, [
    ...config,
    ...model,
    ...tools,
    ...checkChannels(deps, agentId),
    checkBudget(agent, deps.budget.today(deps.db, agentId)),
    ...checkSchedules(deps.schedules(agentId)),
  ]);
}

function defaultFor({ config }: CheckupDeps, named: string): string {
  return (named === 'main' ? findDefaultAgent(config().agents) : null) ?? named;
}

function conclude(agentId: string, checks: readonly AgentCheck[]): ResultOf<'agents.test'> {
  const works = checks.every((check) => check.state !== 'fail');
  return { agentId, works, checks: [...checks] };
}

/** The tool a model is asked to use: it computes and touches nothing. */
function withCalculator(deps: CheckupDeps, agentId: string): ModelCheckDeps {
  const { tools } = deps;
  return {
    ...deps,
    calculator() {
      const tool = tools.find('calculate');
      return tool && tools.describe(tool);
    },
    calculate: async (call, signal) =>
      (await tools.tryOut(call, makeContext(agentId, call.id, signal))).text.slice(
        0,
        limits.checkup.answerChars,
      ),
  };
}

function makeContext(agentId: string, callId: string, signal: AbortSignal): ToolContext {
  return {
    ...{ agentId, callId, signal },
    sessionId: '',
    sessionKey: `agent:${agentId}:main`,
    turnId: '',
    personId: undefined,
    isOwner: false,
    chat: { channel: 'web', chat: { kind: 'direct', id: 'main' } },
    userTexts: [],
  };
}
