import type { EffectiveTool } from '../../shared/protocol/tools.ts';
import type { Tool } from './tool.ts';
import type { ToolIndex } from './tool-index.ts';
import { findUnknownNames } from './tool-list.ts';
import type { ToolRules } from './tool-policy.ts';
import type { UserTools } from './tool-users.ts';

/** For each tool whether it may be used and why not, and each name in a list that leads nowhere. */
export function explainTools(index: ToolIndex, user: UserTools): readonly EffectiveTool[] {
  const tools = [...index.values()].map((tool) => explainTool(tool, user));
  return [...tools, ...listUnknown(index, user.rules)];
}

function explainTool(tool: Tool, user: UserTools): EffectiveTool {
  const { name } = tool;
  const decided = user.verdict(name);
  const problem = showProblem(tool);
  if (!problem) return { name, ...decided };
  if (decided.verdict !== 'allowed') return { name, ...decided, problem };
  return { name, ...decided, verdict: 'not-available', problem };
}

/** Why a tool can't be used at the moment, as it is told to clients. */
export function showProblem(tool: Tool): EffectiveTool['problem'] {
  const problem = tool.problem?.();
  return problem && { code: problem.code, message: problem.message, hint: problem.hint };
}

function listUnknown(index: ToolIndex, rules: ToolRules): EffectiveTool[] {
  const { agent, channel, deny, profiles } = rules;
  const names = [...index.keys()];
  const lists = [agent, channel, deny].filter((one) => one !== undefined);
  const placed = lists.flatMap(({ list, path }) =>
    findUnknownNames(list, names, profiles).map((entry) => ({ entry, path })),
  );
  return placed.map(({ entry, path }) => ({ name: entry, verdict: 'unknown', entry, path }));
}
