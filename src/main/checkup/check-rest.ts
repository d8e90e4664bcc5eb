import type { AgentConfig } from '../../shared/config/agents.ts';
import type { AgentCheck } from '../../shared/protocol/agents.ts';
import type { ConfigProblem } from '../../shared/protocol/config.ts';
import type { ScheduleRow } from '../../shared/protocol/schedules.ts';
import type { Usage } from '../agents/budget.ts';
import { finding } from './finding.ts';

/** What the config says of the agent, or what is wrong there. */
export function checkConfig(
  agentId: string,
  agent: AgentConfig | undefined,
  problems: readonly ConfigProblem[],
): readonly AgentCheck[] {
  const path = `agents.${agentId}`;
  const own = problems.filter(({ path: at }) => at === path || at.startsWith(`${path}.`));
  const rows = own.map(({ severity, code, message, hint, path: subject }) =>
    finding('config', severity === 'error' ? 'fail' : 'warn', 'failed', {
      subject,
      problem: { code, message, hint },
    }),
  );
  if (agent?.enabled === false) return [finding('config', 'fail', 'switched-off'), ...rows];
  return rows.length > 0 ? rows : [finding('config', 'ok', 'fine')];
}

/** How much of today's budget is left. */
export function checkBudget({ budget }: AgentConfig, used: Usage): AgentCheck {
  const { dailyCost, dailyTokens } = budget;
  if (dailyCost === undefined && dailyTokens === undefined)
    return finding('budget', 'ok', 'unlimited', { values: { ...used } });
  const tokens = used.inputTokens + used.outputTokens;
  const limitMicros = dailyCost === undefined ? undefined : dailyCost * 1_000_000;
  const isUsedUp = isOver(used.costMicros, limitMicros) || isOver(tokens, dailyTokens);
  const values = {
    costMicros: used.costMicros,
    tokens,
    ...(limitMicros === undefined ? {} : { limitMicros }),
    ...(dailyTokens === undefined ? {} : { limitTokens: dailyTokens }),
  };
  return isUsedUp
    ? finding('budget', 'fail', 'used-up', { values })
    : finding('budget', 'ok', 'left', { values });
}

function isOver(used: number, limit: number | undefined): boolean {
  return limit !== undefined && used >= limit;
}

/** Schedules of the agent: how many wait, and those that failed last time. */
export function checkSchedules(schedules: readonly ScheduleRow[]): readonly AgentCheck[] {
  if (schedules.length === 0) return [];
  const failed = schedules.filter((schedule) => schedule.problem !== undefined);
  return [
    finding('schedule', 'ok', 'waiting', { values: { count: schedules.length } }),
    ...failed.map(({ name: subject, problem }) =>
      finding('schedule', 'warn', 'failed', { subject, problem }),
    ),
  ];
}
