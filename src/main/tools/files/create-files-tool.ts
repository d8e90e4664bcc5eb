import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Ask, Tool, ToolContext, ToolResult } from '../tool.ts';
import { appendFile, deleteFile, editFile, moveFile, writeFile } from './change-actions.ts';
import { fileParameters, type FileAction, type FileArguments } from './parameters.ts';
import { describeFile, listFiles, readFile } from './read-actions.ts';
import { searchFiles } from './search-files.ts';
import { makeWorkspace, type WorkspaceDeps } from './workspace-folder.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

export interface FilesToolDeps extends WorkspaceDeps {
  readonly clock: Clock;
}

/** Works with the files of an agent's workspace, and no others. */
export function createFilesTool(deps: FilesToolDeps): Tool {
  const inTurn = createLanes();
  return {
    name: 'files',
    description:
      'Works with files in your workspace, a folder of your own: list, read (text by lines, pictures), write a whole file, append, edit (replace an exact text), search (names and text), move, delete (to .trash), info. Paths are relative to the workspace; nothing outside can be reached.',
    parameters: fileParameters,
    touches: ['files'],
    isRepeatable: (args) => isRepeatable(args['action']),
    asks: 'sometimes',
    ask: askBeforeDelete,
    timeoutMs: () => limits.files.callMs,
    async run(args, context) {
      const wanted = fileParameters().parse(args);
      const root = await makeWorkspace(deps, context.agentId);
      const workspace = createWorkspace(root, { closed: await closedFolders(deps, root) });
      const act = (): Promise<ToolResult> => runAction(workspace, wanted, context, deps.clock);
      return isRepeatable(wanted.action) && wanted.action !== 'write' ? act() : inTurn(root, act);
    },
  };
}

function runAction(
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

/** What reads, and writing a whole file, may be done twice; adding to one may not. */
const repeatable: ReadonlySet<FileAction> = new Set(['list', 'read', 'info', 'search', 'write']);

function isRepeatable(action: unknown): boolean {
  return [...repeatable].some((one) => one === action);
}

function askBeforeDelete(args: Readonly<Record<string, unknown>>): Ask | undefined {
  const { action, path: name } = fileParameters().parse(args);
  if (action !== 'delete') return undefined;
  return { reason: `Delete "${name}" in the workspace`, always: { action: 'delete' } };
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

/** One change of a workspace after the other: two edits of one file must not lose one of them. */
function createLanes(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const lanes = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const before = lanes.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.then(
      () => undefined,
      () => undefined,
    );
    lanes.set(key, settled);
    // Empty lanes are not kept.
    void settled.then(() => lanes.get(key) === settled && lanes.delete(key));
    return mine;
  };
}
