import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { limits } from '../../shared/config/limits.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import { isLink } from './files.ts';
import type { DirectoryWatch, WatchDirectory } from './service-types.ts';

/** Watches a folder with the means of the system; it keeps no process alive. */
export const watchWithSystem: WatchDirectory = (directory, onChange, onError) => {
  const watcher = watch(directory, { persistent: false }, (_, name) => onChange(name));
  watcher.on('error', onError);
  return { close: () => watcher.close() };
};

export interface FileWatch {
  /**
   * Watches the folders of these files from now on.
   * @returns whether a folder was not watched before: what is in it may have changed meanwhile.
   */
  update(paths: readonly string[]): Promise<boolean>;
  close(): void;
}

interface WatchedFolder {
  readonly handle: DirectoryWatch;
  /** Names that matter; undefined means all: behind a link anything may move. */
  names: ReadonlySet<string> | undefined;
}

/** Calls back once after a burst of notices, and not too late when the burst goes on. */
function createBurst(
  clock: Clock,
  onQuiet: () => void,
): { readonly notice: () => void; readonly close: () => void } {
  let quiet: Timer | undefined;
  let beganMs: number | undefined;
  return {
    notice() {
      const now = clock.monotonic();
      beganMs ??= now;
      // Somebody who writes all the time must not keep the change away for ever.
      if (quiet && now - beganMs >= limits.config.debounceMs * 3) return;
      quiet?.cancel();
      quiet = clock.after(
        limits.config.debounceMs,
        () => {
          quiet = undefined;
          beganMs = undefined;
          onQuiet();
        },
        { unref: true },
      );
    },
    close: () => quiet?.cancel(),
  };
}

/**
 * Calls `onChange` once after a burst of changes. Folders that cannot be watched, or do not exist
 * yet, are looked at every `limits.config.pollMs`.
 */
export function createFileWatch(
  { clock, watchDirectory }: { readonly clock: Clock; readonly watchDirectory: WatchDirectory },
  onChange: () => void,
): FileWatch {
  const folders = new Map<string, WatchedFolder>();
  const burst = createBurst(clock, onChange);
  let wanted: ReadonlyMap<string, ReadonlySet<string> | undefined> = new Map();
  let isClosed = false;
  let poll: Timer | undefined;

  const pollLater = (): void => {
    if (isClosed) return;
    const look = (): void => {
      poll = undefined;
      refresh();
      burst.notice();
    };
    poll ??= clock.after(limits.config.pollMs, look, { unref: true });
  };
  const drop = (folder: string): void => {
    folders.get(folder)?.handle.close();
    folders.delete(folder);
    pollLater();
  };
  const noticeIn = (folder: string, name: string | null): void => {
    const names = folders.get(folder)?.names;
    // A folder that is moved or removed reports itself; another may take its place.
    if (name === basename(folder)) drop(folder);
    if (name === null || !names || names.has(name)) burst.notice();
  };
  const open = (folder: string, names: ReadonlySet<string> | undefined): void => {
    const known = folders.get(folder);
    if (known) {
      known.names = names;
      return;
    }
    try {
      const handle = watchDirectory(
        folder,
        (name) => noticeIn(folder, name),
        () => drop(folder),
      );
      folders.set(folder, { handle, names });
    } catch {
      pollLater();
    }
  };
  const refresh = (): void => {
    for (const [folder, { handle }] of folders) {
      if (wanted.has(folder)) continue;
      handle.close();
      folders.delete(folder);
    }
    for (const [folder, names] of wanted) open(folder, names);
  };

  return {
    async update(paths) {
      const links = await Promise.all(
        paths.map(async (path) => ((await isLink(path)) ? [path] : [])),
      );
      if (isClosed) return false;
      const before = new Set(folders.keys());
      wanted = groupByFolder(paths, new Set(links.flat()));
      refresh();
      return [...folders.keys()].some((folder) => !before.has(folder));
    },
    close() {
      isClosed = true;
      burst.close();
      poll?.cancel();
      for (const { handle } of folders.values()) handle.close();
      folders.clear();
    },
  };
}

function groupByFolder(
  paths: readonly string[],
  links: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlySet<string> | undefined> {
  const groups = new Map<string, Set<string> | undefined>();
  for (const path of paths) {
    const folder = dirname(path);
    const names = groups.has(folder) ? groups.get(folder) : new Set<string>();
    names?.add(basename(path));
    groups.set(folder, links.has(path) ? undefined : names);
  }
  return groups;
}
