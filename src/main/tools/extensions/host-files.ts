import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { lazy } from '../../../shared/lazy.ts';
import type { ExtensionPermissions } from '../../../shared/protocol/extensions.ts';
import type { HostFunction } from '../../sandbox/sandbox.ts';
import { readWhole } from '../files/read-file.ts';
import { replaceFile } from '../files/replace-file.ts';
import { decodeText } from '../files/text-content.ts';
import { walkFolder } from '../files/walk-folder.ts';
import { createWorkspace, type Workspace } from '../files/workspace.ts';
import { parseCall } from './parse-call.ts';

export interface HostFilesDeps {
  readonly extension: string;
  readonly folders: ExtensionPermissions['folders'];
  /** Never reached, whatever was granted: keys and conversations are in it. */
  readonly stateDir: string;
}

const filePath = lazy(() => z.string().min(1).max(4_096));
const readArgs = lazy(() => z.strictObject({ path: filePath() }));
const writeArgs = lazy(() =>
  z.strictObject({ path: filePath(), text: z.string().max(limits.extensions.fileBytes) }),
);

/** The functions for files of one extension: only granted folders, links resolved, bounded. */
export function createHostFiles(deps: HostFilesDeps): Readonly<Record<string, HostFunction>> {
  return {
    async readFile(args) {
      const { path: given } = parseCall('files.read', readArgs(), args);
      const { workspace, inside } = await findFolder(deps, given, false);
      return await workspace.withPlace(inside, { last: 'follow' }, async (place) => {
        const { data } = await readWhole(place, limits.extensions.fileBytes);
        return decodeText(data, given);
      });
    },
    async writeFile(args) {
      const { path: given, text } = parseCall('files.write', writeArgs(), args);
      const { workspace, inside } = await findFolder(deps, given, true);
      await workspace.withPlace(inside, { last: 'follow', make: true }, (place) =>
        replaceFile(place, text),
      );
      return null;
    },
    async listFiles(args, signal) {
      const { path: given } = parseCall('files.list', readArgs(), args);
      const { workspace, inside } = await findFolder(deps, given, false);
      return await workspace.withFolder(inside, async (folder) => {
        const entries: unknown[] = [];
        const walk = { depth: 1, signal, enters: () => false };
        for await (const { place, kind, stats } of walkFolder(folder, walk)) {
          if (entries.length >= limits.extensions.folderEntries) break;
          entries.push({ name: place.name, kind, bytes: stats.size });
        }
        return entries;
      });
    },
  };
}

/** The granted folder a path lies in, the innermost first. Throws EXTENSION_NOT_GRANTED. */
async function findFolder(
  { extension, folders, stateDir }: HostFilesDeps,
  given: string,
  toWrite: boolean,
): Promise<{ readonly workspace: Workspace; readonly inside: string }> {
  const wanted = path.resolve(path.sep, expandHome(given));
  const fitting = folders
    .filter((folder) => !toWrite || folder.write)
    .map((folder) => path.resolve(path.sep, expandHome(folder.path)))
    .filter((root) => isInside(root, wanted))
    .sort((a, b) => b.length - a.length);
  const [root] = fitting;
  if (root === undefined)
    throw new AppError('EXTENSION_NOT_GRANTED', {
      name: extension,
      what: `${given.slice(0, 200)}${toWrite ? ' for writing' : ''}`,
    });
  const [real, state] = await Promise.all([realpath(root).catch(() => root), realpath(stateDir)]);
  const closed = closedIn(real, state);
  if (!closed) throw new AppError('EXTENSION_NOT_GRANTED', { name: extension, what: given });
  const workspace = createWorkspace(real, { closed });
  return { workspace, inside: path.relative(root, wanted) || '.' };
}

/**
 * What of a granted folder stays closed: the state directory, where keys and conversations are, but
 * for the workspaces of agents in it. Undefined when that is all of the folder.
 */
function closedIn(root: string, state: string): readonly string[] | undefined {
  if (root === state) return undefined;
  if (isInside(root, state)) return [path.relative(root, state).split(path.sep).join('/')];
  if (!isInside(state, root)) return [];
  const [first, ...rest] = path.relative(state, root).split(path.sep);
  return first === 'workspaces' && rest.length > 0 ? [] : undefined;
}

function isInside(root: string, wanted: string): boolean {
  const relative = path.relative(root, wanted);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

function expandHome(text: string): string {
  return text === '~' || text.startsWith('~/') ? path.join(homedir(), text.slice(1)) : text;
}
