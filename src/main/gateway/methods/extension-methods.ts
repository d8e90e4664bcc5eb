import type { McpServerRow } from '../../../shared/protocol/extensions.ts';
import type { MethodHandlers } from '../../platform/connection.ts';
import type { McpSupply } from '../../tools/mcp/create-mcp-supply.ts';
import type { Skills } from '../../tools/skills/create-skills.ts';

export interface ExtensionMethodDeps {
  readonly mcp: McpSupply;
  readonly skills: Skills;
}

/** Tools of the owner: MCP servers and skills. */
export function createExtensionMethods({
  mcp,
  skills,
}: ExtensionMethodDeps): Pick<MethodHandlers, 'mcp.list' | 'mcp.restart' | 'skills.list'> {
  return {
    'mcp.list': () => ({ servers: [...mcp.list()] }),
    async 'mcp.restart'({ name }) {
      await mcp.restart(name);
      return { server: findRow(mcp, name) };
    },
    async 'skills.list'() {
      await skills.ready();
      return { folder: skills.folder, skills: [...skills.list()] };
    },
  };
}

/** It may leave the config at any moment; then it is off. */
function findRow(mcp: McpSupply, name: string): McpServerRow {
  const row = mcp.list().find((one) => one.name === name);
  return row ?? { name, kind: 'program', state: 'off', tools: [] };
}
