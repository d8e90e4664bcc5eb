import { limits } from '../../../shared/config/limits.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Ask, Tool, ToolContext, ToolResult } from '../tool.ts';
import { fileParameters, type FileAction } from './parameters.ts';
import type { WorkspaceDeps } from './workspace-folder.ts';

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
    ask: askBefore,
    timeoutMs: () => limits.files.callMs,
    async run(args, context) {
      const wanted = fileParameters().parse(args);
      const { openWorkspace, runAction } = await import('./run-action.ts');
      const workspace = await openWorkspace(deps, context.agentId);
      const act = (): Promise<ToolResult> => runAction(workspace, wanted, context, deps.clock);
      return isRepeatable(wanted.action) && wanted.action !== 'write'
        ? act()
        : inTurn(workspace.root, act);
    },
  };
}

/** What reads, and writing a whole file, may be done twice; adding to one may not. */
const repeatable: ReadonlySet<FileAction> = new Set(['list', 'read', 'info', 'search', 'write']);

function isRepeatable(action: unknown): boolean {
  return [...repeatable].some((one) => one === action);
}

function askBefore(
  args: Readonly<Record<string, unknown>>,
  { isOwner }: ToolContext,
): Ask | undefined {
  const { action, path: name, to = '' } = fileParameters().parse(args);
  const isChange = changing.has(action);
  if (isChange && !isOwner && [name, to].some(isHeartbeat))
    return {
      reason: `Change the list of the heartbeat ("${name}"): what stands there is done with your rights`,
      always: { action, path: name, ...(to === '' ? {} : { to }) },
    };
  if (action !== 'delete') return undefined;
  return { reason: `Delete "${name}" in the workspace`, always: { action: 'delete' } };
}

const changing: ReadonlySet<FileAction> = new Set(['write', 'append', 'edit', 'move', 'delete']);

/** Broader than the very name: file systems know it by others too, as `heartbeat.md.` or `HEARTB~1.MD`. */
function isHeartbeat(name: string): boolean {
  return name.split(/[\\/]/).some((part) => /^heartb/i.test(part.trim()));
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
