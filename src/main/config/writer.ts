import { resolve } from 'node:path';
import type { Config } from '../../shared/config/schema.ts';
import { AppError } from '../../shared/errors/index.ts';
import { canLoseMost, checkShrink, textsOf, writePath, type NewTexts } from './candidate.ts';
import type { Clock } from '../platform/clock.ts';
import type { ConfigHistory, HistoryVersion } from './history.ts';
import { isInside } from './graph.ts';
import { keepVersion } from './keep-version.ts';
import type { ReadFiles } from './load.ts';
import { refuseOverwrittenSecrets } from './secret-conflicts.ts';
import type { ConfigPlanner } from './planner.ts';
import type { ConfigReader } from './reader.ts';
import type { ConfigCandidate } from './service-types.ts';
import { isReadOnly, writePrivateFile } from './write-file.ts';

export interface BaseRules {
  readonly baseHash?: string | undefined;
  /** See `ConfigService`; absent: the secrets were typed over `baseHash`. */
  readonly secretsBase?: string | undefined;
  /** Kept in the history. */
  readonly author: string;
}

export interface WriteRules extends BaseRules {
  readonly force?: boolean;
  /** Refuse a change that brings new errors. */
  readonly isStrict: boolean;
}

/** Brings a change to the disk. What runs is not touched here: it is read again afterwards. */
export interface ConfigWriter {
  /** @throws AppError with a CONFIG_ code when it is refused; nothing is written then. */
  write(candidate: ConfigCandidate, rules: WriteRules, running: Config): Promise<void>;
  /**
   * Writes these texts, which mean what was meant before.
   * @param makeTexts asks `check` before it does anything that stays
   * @throws AppError CONFIG_CONFLICT, CONFIG_SECRET_CHANGED, CONFIG_WRITE_LOSES_MOST.
   */
  writeTexts(
    makeTexts: (check: (texts: NewTexts) => Promise<void>) => Promise<NewTexts>,
    rules: BaseRules,
  ): Promise<void>;
  /** Writes the files of an old version. @throws AppError CONFIG_CONFLICT. */
  restore(version: HistoryVersion, rules: BaseRules): Promise<void>;
  /**
   * Takes back what changed from one version to another; what was saved since stays.
   * @param before undefined: there was no file
   * @throws AppError CONFIG_UNDO_CONFLICT.
   */
  undo(
    before: HistoryVersion | undefined,
    after: HistoryVersion,
    rules: Pick<BaseRules, 'author'>,
  ): Promise<void>;
}

export function createWriter(
  reader: ConfigReader,
  history: ConfigHistory,
  planner: ConfigPlanner,
  clock: Clock,
): ConfigWriter {
  /**
   * The version is kept before the files are written: whoever sees the new files finds its author.
   */
  async function commit(files: ReadFiles, texts: NewTexts, author: string): Promise<void> {
    const after = await reader.read(texts);
    const kept = after.rootProblem
      ? undefined
      : await keepVersion(history, after, author, clock.now());
    try {
      await writeTexts(files, texts);
    } catch (thrown) {
      if (kept?.isNew) await history.remove(kept.version);
      throw thrown;
    }
  }

  /** The root last: it names the others, so that a crash in between leaves nothing half included. */
  async function writeTexts(files: ReadFiles, texts: NewTexts): Promise<void> {
    const { graph } = files;
    const ordered = [...texts]
      .filter(([path, text]) => graph.files.get(path)?.text !== text)
      .sort(([a], [b]) => rank(a, files) - rank(b, files))
      .map(([path, text]) => ({ path: writePath(path, graph, reader.configPath), text }));
    for (const { path } of ordered) {
      if (await isReadOnly(path)) throw new AppError('CONFIG_READ_ONLY', { file: path });
    }
    for (const { path, text } of ordered) await writePrivateFile(path, text);
  }

  async function checkSecrets(now: ReadFiles, texts: NewTexts, base: string | undefined) {
    if (base === undefined || base === now.graph.hash) return;
    const version = await history.find(base);
    refuseOverwrittenSecrets({
      base: version && (await reader.readVersion(version)),
      now,
      after: await reader.read(texts),
    });
  }

  return {
    async write(candidate, { baseHash, secretsBase, force, author, isStrict }, running) {
      const files = await reader.read();
      checkBase(files, baseHash);
      const texts = await textsOf(candidate, files, (changed) => reader.read(changed));
      await checkSecrets(files, texts, secretsBase);
      if (!force) {
        if (canLoseMost(candidate))
          for (const [path, text] of texts) checkShrink(files.graph.files.get(path), text);
        if (isStrict) await planner.refuseNewErrors(candidate, texts, running);
      }
      await commit(files, texts, author);
    },
    async writeTexts(makeTexts, { baseHash, secretsBase, author }) {
      const files = await reader.read();
      checkBase(files, baseHash);
      const texts = await makeTexts((made) => checkSecrets(files, made, secretsBase));
      for (const [path, text] of texts) checkShrink(files.graph.files.get(path), text);
      await commit(files, texts, author);
    },
    async restore(version, { baseHash, author }) {
      const files = await reader.read();
      if (baseHash !== undefined) checkBase(files, baseHash);
      await commit(files, textsOfVersion(version, files), author);
    },
    async undo(before, after, { author }) {
      const now = await reader.read();
      const readVersion = (version: HistoryVersion) => reader.read(textsOfVersion(version, now));
      const { undoTexts } = await import('./undo-change.ts');
      const texts = await undoTexts({
        before: before && (await readVersion(before)),
        after: await readVersion(after),
        now,
        readWith: (changed) => reader.read(changed),
      });
      await commit(now, texts, author);
    },
  };
}

/** The texts of a kept version by path of the file. @throws AppError CONFIG_INCLUDE_OUTSIDE. */
export function textsOfVersion({ root, texts }: HistoryVersion, { graph }: ReadFiles): NewTexts {
  const { folder, rootPath } = graph;
  const byPath = Object.entries(texts).map(([name, text]) => {
    const path = name === root ? rootPath : resolve(folder, name);
    // A version is a file like any other: somebody may have written into it.
    if (!isInside(folder, path)) throw new AppError('CONFIG_INCLUDE_OUTSIDE', { name });
    return [path, text] as const;
  });
  return new Map(byPath);
}

function rank(path: string, files: ReadFiles): number {
  return path === files.graph.rootPath ? 1 : 0;
}

/** @throws AppError CONFIG_CONFLICT, or CONFIG_BASE_MISSING when there is something to lose. */
function checkBase(files: ReadFiles, baseHash: string | undefined): void {
  if (baseHash === files.graph.hash) return;
  if (baseHash !== undefined) throw new AppError('CONFIG_CONFLICT');
  if (files.graph.root || files.rootProblem) throw new AppError('CONFIG_BASE_MISSING');
}
