import { readdirSync, statSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import type { Clock, Timer } from '../../platform/clock.ts';

export interface WatchSubfoldersDeps {
  /** The folder whose subfolders matter; it exists. */
  readonly root: string;
  readonly clock: Clock;
  /** Quiet time after a change, in milliseconds; an editor saves in pieces. */
  readonly quietMs: number;
  /** How often is looked where the system does not tell. */
  readonly pollMs: number;
  /** Subfolders beyond this are not watched one by one. */
  readonly maxFolders: number;
  readonly onChange: () => void;
}

/** Watches a folder and what lies directly in its subfolders. */
export interface SubfolderWatch {
  /** Watches the subfolders that are there now; call it before they are read, so that nothing is missed. */
  refresh(): void;
  close(): void;
}

/** Begins to watch; keeps no process alive. Deeper changes are not noticed. */
export function watchSubfolders(deps: WatchSubfoldersDeps): SubfolderWatch {
  const { root, clock } = deps;
  const watchers = new Map<string, FSWatcher>();
  let quiet: Timer | undefined;
  let poll: Timer | undefined;
  let isClosed = false;

  function notice(): void {
    if (isClosed) return;
    quiet?.cancel();
    quiet = clock.after(deps.quietMs, deps.onChange, { unref: true });
  }

  function drop(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  function add(folder: string): void {
    if (watchers.has(folder)) return;
    try {
      const watcher = watch(folder, { persistent: false }, notice);
      watcher.on('error', () => {
        drop(folder);
        pollLater();
      });
      watchers.set(folder, watcher);
    } catch {
      pollLater();
    }
  }

  /** Some file systems tell nothing, and the number of watches has a limit. */
  function pollLater(): void {
    if (isClosed) return;
    const look = (): void => {
      poll = undefined;
      refresh();
      notice();
    };
    poll ??= clock.after(deps.pollMs, look, { unref: true });
  }

  function refresh(): void {
    if (isClosed) return;
    const wanted = new Set([root, ...listFolders(root).slice(0, deps.maxFolders)]);
    for (const folder of [...watchers.keys()]) if (!wanted.has(folder)) drop(folder);
    for (const folder of wanted) add(folder);
  }

  refresh();
  return {
    refresh,
    close() {
      isClosed = true;
      quiet?.cancel();
      poll?.cancel();
      for (const folder of [...watchers.keys()]) drop(folder);
    },
  };
}

/** Folders in a folder, links to folders too, by name; none when it can't be read. */
export function listFolders(root: string): readonly string[] {
  try {
    return readdirSync(root)
      .filter((name) => !name.startsWith('.'))
      .sort()
      .map((name) => join(root, name))
      .filter((folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true);
  } catch {
    return [];
  }
}
