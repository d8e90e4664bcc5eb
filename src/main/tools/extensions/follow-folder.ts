import { mkdir } from 'node:fs/promises';
import { limits } from '../../../shared/config/limits.ts';
import { toAppError } from '../../../shared/errors/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import { watchSubfolders, type SubfolderWatch } from '../folders/watch-subfolders.ts';

export interface FollowFolderDeps {
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** @param isFirst the program has just started */
  readonly read: (isFirst: boolean) => Promise<void>;
}

/** Reads a folder, and again whenever something in it was saved. */
export interface FolderFollower {
  /** Resolves when everything that was begun is done. Never rejects. */
  settled(): Promise<void>;
  /** Reads now; resolves when it is done. */
  again(): Promise<void>;
  /** Does something between two readings. */
  later(job: () => Promise<void>): void;
  close(): void;
}

/** Makes the folder when it is not there, and begins. One reading is done after the other. */
export function followFolder({
  folder,
  clock,
  log,
  signal,
  read,
}: FollowFolderDeps): FolderFollower {
  let watch: SubfolderWatch | undefined;
  const report = (error: unknown): void =>
    log.warn('extensions.unreadable', { reason: toAppError(error).message });
  let lane = begin().catch(report);

  async function begin(): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (signal.aborted) return;
    watch = watchSubfolders({
      ...{ root: folder, clock, maxFolders: limits.extensions.count },
      quietMs: limits.extensions.debounceMs,
      pollMs: limits.extensions.pollMs,
      onChange: () => void again(),
    });
    await read(true);
  }
  function later(job: () => Promise<void>): void {
    lane = lane.then(job).catch(report);
  }
  function again(): Promise<void> {
    later(async () => {
      // First, so that nothing is missed that is saved while it is read.
      watch?.refresh();
      if (!signal.aborted) await read(false);
    });
    return lane;
  }

  return { settled: () => lane, again, later, close: () => watch?.close() };
}
