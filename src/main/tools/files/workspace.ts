import path from 'node:path';
import { AppError } from '../../../shared/errors/index.ts';
import { joinRelative, openRoot, usualFolderKind, type Folder } from './folder.ts';
import { findPlace } from './find-place.ts';

/** A name in an open folder. */
export interface Place {
  readonly folder: Folder;
  readonly name: string;
  /** For file functions. */
  readonly path: string;
  /** From the root of the workspace. */
  readonly relative: string;
}

/** The one way to files: whatever a path says, it never leads out of the root. */
export interface Workspace {
  readonly root: string;
  /** Lends the folder a path leads to, and closes it afterwards. */
  withFolder<T>(given: string, use: (folder: Folder) => Promise<T>): Promise<T>;
  /**
   * Lends the place a path leads to. The file itself need not exist; its folder is made when asked.
   * @throws AppError FILE_OUTSIDE, FILE_NOT_FOUND, FILE_WRONG_KIND; FILE_PROTECTED for the root
   */
  withPlace<T>(
    given: string,
    options: { readonly last: 'follow' | 'keep'; readonly make?: boolean },
    use: (place: Place) => Promise<T>,
  ): Promise<T>;
}

export interface WorkspaceOptions {
  /** Folders that nobody may reach although they are inside, from the root, with "/". */
  readonly closed?: readonly string[];
  /** How a path is taken apart and how its folders are opened; only tests give others. */
  readonly find?: typeof findPlace;
  readonly open?: (root: string, closed: readonly string[]) => Promise<Folder>;
}

function openUsual(root: string, closed: readonly string[]): Promise<Folder> {
  return openRoot(root, usualFolderKind(), closed);
}

/** @param root the folder of the workspace, without links; it exists */
export function createWorkspace(root: string, options: WorkspaceOptions = {}): Workspace {
  const { closed = [], find = findPlace, open = openUsual } = options;

  async function withNames<T>(
    names: readonly string[],
    make: boolean,
    use: (folder: Folder) => Promise<T>,
  ): Promise<T> {
    let folder = await open(root, closed);
    try {
      for (const name of names) {
        const child = await folder.child(name, { make });
        await folder.close();
        folder = child;
      }
      return await use(folder);
    } finally {
      await folder.close();
    }
  }

  async function locate(given: string, last: 'follow' | 'keep'): Promise<readonly string[]> {
    const names = await find(root, given, last);
    const full = names.join('/');
    // Whoever could move what is around a closed folder would find it by another name.
    const isClosed = closed.some(
      (one) => full === one || (last === 'keep' && one.startsWith(`${full}/`)),
    );
    if (isClosed) throw new AppError('FILE_OUTSIDE', { path: given });
    return names;
  }

  return {
    root,
    withFolder: async (given, use) => withNames(await locate(given, 'follow'), false, use),
    async withPlace(given, { last, make = false }, use) {
      const names = await locate(given, last);
      const name = names.at(-1);
      if (name === undefined)
        throw new AppError('FILE_PROTECTED', { path: '.', reason: 'it is the workspace itself' });
      return withNames(names.slice(0, -1), make, (folder) =>
        use({
          folder,
          name,
          path: path.join(folder.path, name),
          relative: joinRelative(folder.relative, name),
        }),
      );
    },
  };
}
