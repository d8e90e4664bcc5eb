import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../../shared/errors/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ToolContext, ToolResult } from '../tool.ts';
import { appendFile, deleteFile, editFile, moveFile, writeFile } from './change-actions.ts';
import type { FileArguments } from './parameters.ts';
import { describeFile, listFiles, readFile } from './read-actions.ts';
import { searchFiles } from './search-files.ts';
import { makeWorkspace, type WorkspaceDeps } from './workspace-folder.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** The workspace of an agent, made when it is not there yet. */
export async function openWorkspace(deps: WorkspaceDeps, agentId: string): Promise<Workspace> {
  const root = await makeWorkspace(deps, agentId);
  return createWorkspace(root, { closed: await closedFolders(deps, root) });
}

/** Does what was asked for in a workspace. Rejects with AppErrors of the files. */
export function runAction(
  workspace: Workspace,
  args: FileArguments,
  { signal }: ToolContext,
  clock: Clock,
): Promise<ToolResult> {
  signal.throwIfAborted();
  switch (args.action) {
    case 'list':
      return listFiles(workspace, args, signal);
    case 'read':
      return readFile(workspace, args);
    case 'info':
      return describeFile(workspace, args);
    case 'search':
      return searchFiles(workspace, args, signal);
    case 'write':
      return writeFile(workspace, args);
    case 'append':
      return appendFile(workspace, args);
    case 'edit':
      return editFile(workspace, args);
    case 'move':
      return moveFile(workspace, args);
    case 'delete':
      return deleteFile(workspace, args, clock);
  }
}

/**
 * A workspace that the owner put around the state directory must not open what is in it; the usual one is
 * inside, and then only itself.
 * @throws AppError FILE_PROTECTED when the workspace is the state directory
 */
async function closedFolders(deps: WorkspaceDeps, root: string): Promise<readonly string[]> {
  const inside = path.relative(root, await realpath(deps.stateDir));
  if (inside === '')
    throw new AppError('FILE_PROTECTED', {
      path: '.',
      reason: 'the workspace of this agent is the state directory; choose another in its settings',
    });
  const isElsewhere = inside.split(path.sep)[0] === '..' || path.isAbsolute(inside);
  return isElsewhere ? [] : [inside.split(path.sep).join('/')];
}
