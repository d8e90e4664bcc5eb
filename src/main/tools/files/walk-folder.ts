import type { Stats } from 'node:fs';
import { lstat, opendir } from 'node:fs/promises';
import { limits } from '../../../shared/config/limits.ts';
import { toFileError } from './file-errors.ts';
import { joinRelative, type Folder } from './folder.ts';
import type { Place } from './workspace.ts';

/** Something in a folder. Links are shown and never followed. */
export interface Entry {
  readonly place: Place;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly stats: Stats;
}

export interface Walk {
  /** 1 for the folder alone. */
  readonly depth: number;
  readonly signal: AbortSignal;
  /** Whether to look into a folder. */
  readonly enters: (entry: Entry) => boolean;
}

/** Goes through a folder by name, each folder before what is in it. */
export async function* walkFolder(folder: Folder, walk: Walk): AsyncGenerator<Entry> {
  for (const name of await listNames(folder)) {
    walk.signal.throwIfAborted();
    const entry = await lookAtEntry(folder, name);
    if (!entry) continue;
    yield entry;
    if (entry.kind !== 'folder' || walk.depth <= 1 || !walk.enters(entry)) continue;
    const child = await folder.child(name).catch(() => undefined);
    if (!child) continue;
    try {
      yield* walkFolder(child, { ...walk, depth: Math.min(walk.depth - 1, limits.files.depth) });
    } finally {
      await child.close();
    }
  }
}

/** Names in a folder, in order, up to a bound. */
export async function listNames(folder: Folder): Promise<readonly string[]> {
  try {
    const names: string[] = [];
    for await (const { name } of await opendir(`${folder.path}/.`)) {
      if (names.length >= limits.files.folderNames) break;
      names.push(name);
    }
    await folder.check();
    return names.sort();
  } catch (error) {
    throw toFileError(error, folder.relative);
  }
}

/** Undefined when it has gone meanwhile. */
async function lookAtEntry(folder: Folder, name: string): Promise<Entry | undefined> {
  const path = `${folder.path}/${name}`;
  const place = { folder, name, path, relative: joinRelative(folder.relative, name) };
  try {
    const stats = await lstat(path);
    return { place, kind: kindOf(stats), stats };
  } catch {
    return undefined;
  }
}

/** What the system says it is. */
export function kindOf(stats: Stats): Entry['kind'] {
  if (stats.isSymbolicLink()) return 'link';
  if (stats.isDirectory()) return 'folder';
  return stats.isFile() ? 'file' : 'other';
}
