import type { McpServerRow } from '../../../shared/protocol/extensions.ts';
import type { MethodHandlers } from '../../platform/connection.ts';
import type { Extensions } from '../../tools/extensions/create-extensions.ts';
import type { McpSupply } from '../../tools/mcp/create-mcp-supply.ts';
import type { Skills } from '../../tools/skills/create-skills.ts';

export interface ExtensionMethodDeps {
  readonly extensions: Extensions;
  readonly mcp: McpSupply;
  readonly skills: Skills;
}

type ExtensionHandlers = Pick<
  MethodHandlers,
  | 'extension.list'
  | 'extension.approve'
  | 'extension.revoke'
  | 'extension.remove'
  | 'extension.reload'
  | 'mcp.list'
  | 'mcp.restart'
  | 'skills.list'
>;

/** Tools of the owner: extensions, MCP servers and skills. */
export function createExtensionMethods(deps: ExtensionMethodDeps): ExtensionHandlers {
  const { extensions, mcp, skills } = deps;
  return {
    'extension.list': async () => ({
      folder: extensions.folder,
      extensions: [...(await extensions.list())],
    }),
    'extension.approve': async ({ name, permissionsHash }) => ({
      extension: await extensions.approve(name, permissionsHash),
    }),
    'extension.revoke': async ({ name }) => ({ extension: await extensions.revoke(name) }),
    async 'extension.remove'({ name }) {
      await extensions.remove(name);
      return { ok: true };
    },
    'extension.reload': async () => ({ extensions: [...(await extensions.reload())] }),
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
