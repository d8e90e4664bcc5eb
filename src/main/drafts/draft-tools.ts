import { AppError } from '../../shared/errors/index.ts';
import type { Tool } from '../tools/tool.ts';

/** They write to people and other agents, or leave something behind that runs later. */
const outward: ReadonlySet<string> = new Set(['message', 'sessions', 'cron']);

/** A tool as a test chat has it: one that would reach others or outlive the chat says so instead. */
export function asDraftTool(tool: Tool): Tool {
  if (!outward.has(tool.name)) return tool;
  const { ask: _ask, ...rest } = tool;
  return {
    ...rest,
    asks: 'never',
    run: () => Promise.reject(new AppError('AGENT_DRAFT_TOOL', { tool: tool.name })),
  };
}
