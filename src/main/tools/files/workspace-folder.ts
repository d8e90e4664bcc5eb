import { mkdir, realpath } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

export interface WorkspaceDeps {
  readonly stateDir: string;
  /** The folder the agent's settings name; one in the state directory when undefined. */
  readonly configured: (agentId: string) => string | undefined;
}

/** The workspace of an agent, without making it. A relative path counts from the state directory. */
export function findWorkspace({ stateDir, configured }: WorkspaceDeps, agentId: string): string {
  const named = configured(agentId);
  if (named === undefined) return path.join(stateDir, 'workspaces', folderName(agentId));
  const isHome = named === '~' || named.startsWith('~/');
  return path.resolve(stateDir, isHome ? path.join(os.homedir(), named.slice(1)) : named);
}

/** Makes the workspace when it is not there, for its owner alone. @returns its path without links */
export async function makeWorkspace(deps: WorkspaceDeps, agentId: string): Promise<string> {
  const folder = findWorkspace(deps, agentId);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return realpath(folder);
}

/** An id comes from the config and becomes one folder, whatever characters it has. */
function folderName(agentId: string): string {
  const name = encodeURIComponent(agentId);
  return name.startsWith('.') ? `%2E${name.slice(1)}` : name;
}
