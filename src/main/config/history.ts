import { link, readdir, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import { lazy } from '../../shared/lazy.ts';
import { newId } from '../platform/ids.ts';
import { isNodeError, readBounded } from './files.ts';
import type { HistoryEntry } from './service-types.ts';
import { writePrivateFile } from './write-file.ts';

/** A version with its texts, by name relative to the folder of the root; the root is `root`. */
export interface HistoryVersion extends Omit<HistoryEntry, 'files' | 'sizeBytes'> {
  readonly root: string;
  readonly texts: Readonly<Record<string, string>>;
}

const versionShape = lazy(() =>
  z.object({
    version: z.int().positive(),
    at: z.int(),
    author: z.string(),
    hash: z.string(),
    root: z.string(),
    texts: z.record(z.string(), z.string()),
  }),
);

export interface ConfigHistory {
  /** Numbers of the versions that are kept, newest first. */
  versions(): Promise<readonly number[]>;
  list(): Promise<readonly HistoryEntry[]>;
  /** @throws AppError CONFIG_HISTORY_MISSING, also when its file is damaged. */
  read(version: number): Promise<HistoryVersion>;
  newest(): Promise<HistoryVersion | undefined>;
  /** The version of that hash; undefined when it is not kept (any more). */
  find(hash: string): Promise<HistoryVersion | undefined>;
  /** Puts other texts in the place of those of a version; it is there as a whole at any moment. */
  replace(version: HistoryVersion): Promise<void>;
  /** Keeps a version under the next free number and drops the oldest beyond the limits. */
  add(entry: Omit<HistoryVersion, 'version'>): Promise<number>;
  /** Takes a version back that never came to be. */
  remove(version: number): Promise<void>;
}

const namePattern = /^(\d{8})\.json$/;

/** The folder of old versions: one file for each. Only a secret that moves is taken out later. */
export function createHistory(directory: string): ConfigHistory {
  const fileOf = (version: number): string =>
    join(directory, `${String(version).padStart(8, '0')}.json`);

  const versions = async (): Promise<readonly number[]> => {
    const names = await readdir(directory).catch((): string[] => []);
    return names
      .flatMap((name) => namePattern.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => b - a);
  };

  const read = async (version: number): Promise<HistoryVersion> => {
    try {
      const bytes = await readBounded(fileOf(version), 4 * limits.config.totalBytes);
      return versionShape().parse(JSON.parse(bytes.toString('utf8')));
    } catch (thrown) {
      throw new AppError('CONFIG_HISTORY_MISSING', { version }, { cause: thrown });
    }
  };

  const readable = async (version: number): Promise<HistoryVersion | undefined> =>
    read(version).catch(() => undefined);

  const firstThat = async (
    isWanted: (version: HistoryVersion) => boolean,
  ): Promise<HistoryVersion | undefined> => {
    for (const version of await versions()) {
      const found = await readable(version);
      if (found && isWanted(found)) return found;
    }
    return undefined;
  };

  return {
    versions,
    read,
    newest: () => firstThat(() => true),
    find: (hash) => firstThat((version) => version.hash === hash),
    replace: (version) => writePrivateFile(fileOf(version.version), JSON.stringify(version)),
    remove: (version) => rm(fileOf(version), { force: true }),
    async list() {
      const found = await Promise.all((await versions()).map(readable));
      return found.flatMap((entry) => (entry ? [toEntry(entry)] : []));
    },
    async add(entry) {
      const known = await versions();
      const version = await claim(directory, (known[0] ?? 0) + 1, fileOf, entry);
      await prune([version, ...known], fileOf);
      return version;
    },
  };
}

/**
 * Writes the version under the first free number. A link fails when the name is taken, so that two
 * programs that save at once never overwrite each other's version.
 */
async function claim(
  directory: string,
  firstVersion: number,
  fileOf: (version: number) => string,
  entry: Omit<HistoryVersion, 'version'>,
): Promise<number> {
  for (let version = firstVersion; ; version += 1) {
    const temporary = join(directory, `.${newId()}.tmp`);
    const text = JSON.stringify({ version, ...entry });
    await writePrivateFile(temporary, text);
    try {
      if (await takeName(temporary, fileOf(version), text)) return version;
    } finally {
      await unlink(temporary);
    }
  }
}

/** @returns whether the name was free. */
async function takeName(temporary: string, path: string, text: string): Promise<boolean> {
  try {
    await link(temporary, path).catch(async (thrown: unknown) => {
      if (isNodeError(thrown, 'EEXIST')) throw thrown;
      // Some file systems know no links; an exclusive new file is as good, but for a crash within.
      await writeFile(path, text, { flag: 'wx', mode: 0o600, flush: true });
    });
    return true;
  } catch (thrown) {
    if (isNodeError(thrown, 'EEXIST')) return false;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AppError('CONFIG_UNWRITABLE', { reason }, { cause: thrown, place: { file: path } });
  }
}

function toEntry({ root: _, texts, ...entry }: HistoryVersion): HistoryEntry {
  const sizeBytes = Object.values(texts).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return { ...entry, files: Object.keys(texts), sizeBytes };
}

async function prune(
  newestFirst: readonly number[],
  fileOf: (version: number) => string,
): Promise<void> {
  let bytes = 0;
  for (const [index, version] of newestFirst.entries()) {
    bytes += (await stat(fileOf(version)).catch(() => undefined))?.size ?? 0;
    const isKept = index < limits.config.historyVersions && bytes <= limits.config.historyBytes;
    if (!isKept && index > 0) await rm(fileOf(version), { force: true });
  }
}
