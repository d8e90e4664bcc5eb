import { rename, stat } from 'node:fs/promises';
import { findWorkspace } from '../tools/files/workspace-folder.ts';

/** The folder an agent has when its settings name none. */
function folderOf(stateDir: string, agentId: string): string {
  return findWorkspace({ stateDir, configured: () => undefined }, agentId);
}

/** Whether there is such a folder. */
export async function hasWorkspace(stateDir: string, agentId: string): Promise<boolean> {
  return exists(folderOf(stateDir, agentId));
}

/** Gives the folder the name of another agent. Without a folder, or when that is done, nothing happens. */
export async function moveWorkspace(stateDir: string, from: string, to: string): Promise<void> {
  const [old, fresh] = [folderOf(stateDir, from), folderOf(stateDir, to)];
  if (!(await exists(old)) || (await exists(fresh))) return;
  await rename(old, fresh);
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
