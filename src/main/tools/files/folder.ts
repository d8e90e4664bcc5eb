import { constants, existsSync } from 'node:fs';
import { lstat, mkdir, open, realpath, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../../shared/errors/index.ts';
import { toFileError } from './file-errors.ts';

/** An open folder of a workspace. */
export interface Folder {
  readonly kind: FolderKind;
  /**
   * A path for file functions. On Linux it leads to this very folder even when its name has become a
   * link to elsewhere since; on other systems `check` tells.
   */
  readonly path: string;
  /** From the root of the workspace, with "/"; empty for the root. */
  readonly relative: string;
  /** Opens a folder in this one; never follows a link. */
  child(name: string, options?: { readonly make?: boolean }): Promise<Folder>;
  /** Throws FILE_OUTSIDE when the folder is no longer where it was opened. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** How folders are held: by a descriptor of the system, or by their path. */
export type FolderKind = 'descriptor' | 'path';

// Windows knows neither; there `check` has to do.
const { O_RDONLY } = constants;
const noFollow = (constants.O_NOFOLLOW as number | undefined) ?? 0;
const onlyFolder = (constants.O_DIRECTORY as number | undefined) ?? 0;

/** Linux lets a path begin at an open descriptor, so that no name on the way is looked up twice. */
export function usualFolderKind(): FolderKind {
  return process.platform === 'linux' && existsSync('/proc/self/fd') ? 'descriptor' : 'path';
}

/**
 * Opens the root of a workspace.
 * @param root its path, without links
 * @param closed folders in it, from the root, that nobody may open
 */
export async function openRoot(
  root: string,
  kind: FolderKind,
  closed: readonly string[] = [],
): Promise<Folder> {
  return kind === 'descriptor' ? openByDescriptor(root, '', closed) : openByPath(root, '', closed);
}

async function openByDescriptor(
  from: string,
  relative: string,
  closed: readonly string[],
): Promise<Folder> {
  const handle = await openFolder(from, relative);
  const folderPath = `/proc/self/fd/${handle.fd}`;
  return {
    kind: 'descriptor',
    path: folderPath,
    relative,
    check: () => Promise.resolve(),
    close: () => handle.close(),
    async child(name, options) {
      const place = `${folderPath}/${name}`;
      const childRelative = joinRelative(relative, name);
      assertOpen(childRelative, closed);
      if (options?.make) await makeFolder(place, childRelative);
      return openByDescriptor(place, childRelative, closed);
    },
  };
}

async function openFolder(place: string, relative: string): Promise<FileHandle> {
  try {
    return await open(place, O_RDONLY | noFollow | onlyFolder);
  } catch (error) {
    const isLink = await isSymbolicLink(place);
    throw isLink ? new AppError('FILE_OUTSIDE', { path: relative }) : toFileError(error, relative);
  }
}

async function openByPath(
  place: string,
  relative: string,
  closed: readonly string[],
): Promise<Folder> {
  const check = async (): Promise<void> => {
    const now = await realpath(place).catch((error: unknown) => {
      throw toFileError(error, relative);
    });
    if (now !== place) throw new AppError('FILE_OUTSIDE', { path: relative });
  };
  await check();
  return {
    kind: 'path',
    path: place,
    relative,
    check,
    close: () => Promise.resolve(),
    async child(name, options) {
      const childPlace = path.join(place, name);
      const childRelative = joinRelative(relative, name);
      assertOpen(childRelative, closed);
      if (options?.make) await makeFolder(childPlace, childRelative);
      const found = await lstat(childPlace).catch((error: unknown) => {
        throw toFileError(error, childRelative);
      });
      if (found.isSymbolicLink()) throw new AppError('FILE_OUTSIDE', { path: childRelative });
      if (!found.isDirectory())
        throw new AppError('FILE_WRONG_KIND', {
          path: childRelative,
          found: 'a file',
          wanted: 'a folder',
        });
      return openByPath(childPlace, childRelative, closed);
    },
  };
}

function assertOpen(relative: string, closed: readonly string[]): void {
  if (closed.includes(relative)) throw new AppError('FILE_OUTSIDE', { path: relative });
}

async function makeFolder(place: string, relative: string): Promise<void> {
  try {
    await mkdir(place, { mode: 0o700 });
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!isThere) throw toFileError(error, relative);
  }
}

async function isSymbolicLink(place: string): Promise<boolean> {
  try {
    return (await lstat(place)).isSymbolicLink();
  } catch {
    return false;
  }
}

/** Joins names of a workspace. */
export function joinRelative(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
