import { limits } from '../../shared/config/limits.ts';
import type { AgentCheck } from '../../shared/protocol/agents.ts';
import type { ToolCatalogue } from '../tools/tool-catalogue-types.ts';
import { finding } from './finding.ts';

/** The tools that may be used now, and one finding for each that is in a list and does not work. */
export async function checkTools(
  tools: ToolCatalogue,
  agentId: string,
): Promise<readonly AgentCheck[]> {
  await tools.prepare({ agentId });
  const rows = tools.explain({ agentId });
  const usable = rows.filter((row) => row.verdict === 'allowed').map((row) => row.name);
  const names = usable.slice(0, limits.checkup.names).join(', ');
  const all =
    usable.length === 0
      ? finding('tools', 'warn', 'none-allowed')
      : finding('tools', 'ok', 'usable', { values: { count: usable.length, names } });
  const broken = rows.flatMap((row): AgentCheck[] => {
    const { name: subject, problem } = row;
    if (row.verdict === 'not-available' && problem)
      return [finding('tool', 'warn', 'failed', { subject, problem })];
    if (row.verdict !== 'unknown') return [];
    const values = { path: row.path ?? '' };
    return [finding('tool', 'warn', 'unknown-name', { subject, values })];
  });
  return [all, ...broken];
}
