import { describe, expect, it } from 'vitest';
import { agentEntry } from '../../../shared/config/agents.ts';
import type { Config } from '../../../shared/config/schema.ts';
import { toolsSection } from '../../../shared/config/tools.ts';
import { createProblemList } from '../problems.ts';
import { checkToolLists } from './check-tool-lists.ts';

function check(parts: { agent?: string[]; channel?: string[]; tools?: object }): string[] {
  const problems = createProblemList();
  const config = {
    agents: { main: agentEntry().parse({ tools: parts.agent ?? [] }) },
    channels: { web: { tools: parts.channel } },
    tools: toolsSection().parse(parts.tools ?? {}),
  } as unknown as Config;
  checkToolLists(config, undefined, problems);
  return problems.all.map(({ code, path }) => `${code} ${path}`);
}

describe('checkToolLists', () => {
  it('warns of a name that looks like a built-in tool, wherever it stands', () => {
    expect(check({ agent: ['clok', 'files', '!shel'], channel: ['calcluate'] })).toEqual([
      'CONFIG_TOOL_MISTYPED agents.main.tools.0',
      'CONFIG_TOOL_MISTYPED agents.main.tools.2',
      'CONFIG_TOOL_MISTYPED channels.web.tools.0',
    ]);
    expect(check({ tools: { deny: ['brwoser'], profiles: { mine: ['waitt'] } } })).toEqual([
      'CONFIG_TOOL_MISTYPED tools.profiles.mine.0',
      'CONFIG_TOOL_MISTYPED tools.deny.0',
    ]);
  });

  it('leaves alone what an extension or a server may bring', () => {
    expect(check({ agent: ['mcp_clok', 'weather', 'web_*', '*', 'pizza_order'] })).toEqual([]);
  });

  it('warns of a profile that does not exist', () => {
    const tools = { profiles: { mine: ['@safe'] } };
    expect(check({ agent: ['@mine', '@all', '!@savety'], tools })).toEqual([
      'CONFIG_TOOL_PROFILE_UNKNOWN agents.main.tools.2',
    ]);
  });
});
