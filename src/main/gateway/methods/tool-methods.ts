import type { Config } from '../../../shared/config/schema.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { ResultOf } from '../../../shared/protocol/contract.ts';
import type { ToolRow } from '../../../shared/protocol/tools.ts';
import type { Connection, MethodHandlers } from '../../platform/connection.ts';
import { findDefaultAgent } from '../../router/default-agent.ts';
import { showProblem } from '../../tools/explain-tools.ts';
import type { ToolCatalogue } from '../../tools/tool-catalogue-types.ts';
import type { Tool } from '../../tools/tool.ts';
import { createToolTrial, type ToolTrialDeps } from './tool-trial.ts';

export interface ToolMethodDeps extends ToolTrialDeps {
  readonly config: () => Config;
}

/** Which tools there are, who may use them and why, and trying one out. */
export function createToolMethods(
  deps: ToolMethodDeps,
): Pick<MethodHandlers, 'tools.catalog' | 'tools.effective' | 'tools.invoke'> {
  const { config, tools } = deps;
  const trial = createToolTrial(deps);
  return {
    async 'tools.catalog'() {
      await tools.prepare('everything');
      return {
        tools: tools.list().map((tool) => showTool(tools, tool)),
        profiles: copyLists(tools.profiles()),
      };
    },
    async 'tools.effective'({ agentId: named, channel }) {
      const agentId = findAgent(config(), named);
      await tools.prepare({ agentId, channel });
      const rows = tools.explain({ agentId, channel });
      return { agentId, tools: [...rows] };
    },
    'tools.invoke'(
      { name, args, agentId: named, idempotencyKey },
      connection: Connection,
    ): Promise<ResultOf<'tools.invoke'>> {
      const agentId = named === undefined ? undefined : findAgent(config(), named);
      const fallback = findDefaultAgent(config().agents) ?? 'main';
      return trial.run({ name, args, agentId, fallback, idempotencyKey }, connection);
    },
  };
}

/** @throws AppError AGENT_UNKNOWN */
function findAgent({ agents }: Config, named: string): string {
  if (Object.hasOwn(agents, named)) return named;
  const found = named === 'main' ? findDefaultAgent(agents) : null;
  if (found === null) throw new AppError('AGENT_UNKNOWN', { agent: named });
  return found;
}

function showTool(tools: ToolCatalogue, tool: Tool): ToolRow {
  const { parameters } = tools.describe(tool);
  const timeoutMs = tool.timeoutMs?.();
  const problem = showProblem(tool);
  return {
    name: tool.name,
    description: tool.description,
    source: tool.source ?? { kind: 'built-in' },
    touches: [...tool.touches],
    isRepeatable: tool.isRepeatable === true,
    asks: tool.asks,
    parameters: { ...parameters },
    ...(timeoutMs === undefined ? {} : { timeoutSeconds: timeoutMs / 1_000 }),
    ...(problem === undefined ? {} : { problem }),
  };
}

function copyLists(lists: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, [...list]]));
}
