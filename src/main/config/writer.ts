import { resolve } from 'node:path';
import type { Config } from '../../shared/config/schema.ts';
import { AppError } from '../../shared/errors/index.ts';
import { checkShrink, newErrors, textsOf, writePath, type NewTexts } from './candidate.ts';
import type { Clock } from '../platform/clock.ts';
import type { ConfigHistory, HistoryVersion } from './history.ts';
import { isInside } from './graph.ts';
import { keepVersion } from './keep-version.ts';
import { listRootProblem, type ReadFiles } from './load.ts';
import { planChange } from './plan.ts';
import { toProblem } from './problems.ts';
import type { ConfigReader } from './reader.ts';
import type { ConfigCandidate, ConfigPlan, ConfigPreview, ConfigTrial } from './service-types.ts';
import { placeOpenSecrets, showTexts } from './show.ts';
import { writePrivateFile } from './write-file.ts';

export interface WriteRules {
  readonly baseHash?: string | undefined;
  readonly force?: boolean;
  /** Kept in the history. */
  readonly author: string;
  /** Refuse a change that brings new errors. */
  readonly isStrict: boolean;
}

/** Brings a change to the disk. What runs is not touched here: it is read again afterwards. */
export interface ConfigWriter {
  plan(candidate: ConfigCandidate, running: Config): Promise<ConfigPreview>;
  /** @throws AppError with a CONFIG_ code when the change is not possible. */
  tryOut(candidate: ConfigCandidate, running: Config): Promise<ConfigTrial>;
  /** @throws AppError with a CONFIG_ code when it is refused; nothing is written then. */
  write(candidate: ConfigCandidate, rules: WriteRules, running: Config): Promise<void>;
  /** Writes the files of an old version. */
  restore(version: HistoryVersion, author: string): Promise<void>;
}

export function createWriter(
  reader: ConfigReader,
  history: ConfigHistory,
  clock: Clock,
): ConfigWriter {
  async function tryTexts(texts: NewTexts, running: Config): Promise<ConfigPlan> {
    return tryFiles(await reader.read(texts), running);
  }

  function tryFiles(files: ReadFiles, running: Config): ConfigPlan {
    const loaded = reader.validate(files, running);
    if (!loaded) {
      const problems = listRootProblem(files, reader.configPath);
      return { isApplicable: false, changedPaths: [], effects: [], problems };
    }
    const change = planChange(running, loaded.config);
    return { ...change, isApplicable: true, problems: loaded.problems };
  }

  async function refuseNewErrors(texts: NewTexts, running: Config): Promise<void> {
    const before = await tryTexts(new Map(), running);
    const [first] = newErrors(before.problems, (await tryTexts(texts, running)).problems);
    if (!first) return;
    const { file, line, column, path, message, hint } = first;
    const place = { file, line, column, path };
    throw new AppError('CONFIG_WRITE_INVALID', { reason: message, fix: hint }, { place });
  }

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
    const ordered = [...texts].sort(([a], [b]) => rank(a, files) - rank(b, files));
    for (const [path, text] of ordered) {
      if (graph.files.get(path)?.text === text) continue;
      await writePrivateFile(writePath(path, graph, reader.configPath), text);
    }
  }

  return {
    async plan(candidate, running) {
      const files = await reader.read();
      const texts = await textsOf(candidate, files, (changed) => reader.read(changed)).catch(
        (thrown: unknown) => refusedText(thrown, candidate),
      );
      if (texts instanceof AppError) return notApplicable(texts);
      const after = await reader.read(texts);
      return {
        ...tryFiles(after, running),
        files: showTexts(after, ({ path }) => texts.has(path)),
        openSecrets: placeOpenSecrets(after),
      };
    },
    async tryOut(candidate, running) {
      const files = await reader.read();
      const texts = await textsOf(candidate, files, (changed) => reader.read(changed));
      const after = await reader.read(texts);
      const loaded = reader.validate(after, running);
      if (loaded) return { config: loaded.config, problems: loaded.problems };
      throw (
        after.rootProblem?.fault ?? new AppError('CONFIG_ROOT_NOT_OBJECT', { found: 'nothing' })
      );
    },
    async write(candidate, { baseHash, force, author, isStrict }, running) {
      const files = await reader.read();
      checkBase(files, baseHash);
      const texts = await textsOf(candidate, files, (changed) => reader.read(changed));
      if (!force) {
        for (const [path, text] of texts) checkShrink(files.graph.files.get(path), text);
        if (isStrict) await refuseNewErrors(texts, running);
      }
      await commit(files, texts, author);
    },
    async restore(version, author) {
      const files = await reader.read();
      await commit(files, textsOfVersion(version, files), author);
    },
  };
}

/** @throws AppError CONFIG_INCLUDE_OUTSIDE. */
function textsOfVersion({ root, texts }: HistoryVersion, { graph }: ReadFiles): NewTexts {
  const { folder, rootPath } = graph;
  const byPath = Object.entries(texts).map(([name, text]) => {
    const path = name === root ? rootPath : resolve(folder, name);
    // A version is a file like any other: somebody may have written into it.
    if (!isInside(folder, path)) throw new AppError('CONFIG_INCLUDE_OUTSIDE', { name });
    return [path, text] as const;
  });
  return new Map(byPath);
}

/** Text that does not parse is what a plan is asked about; anything else is a wrong question. */
function refusedText(thrown: unknown, candidate: ConfigCandidate): AppError {
  if (thrown instanceof AppError && 'raw' in candidate && thrown.place) return thrown;
  throw thrown;
}

function notApplicable(fault: AppError): ConfigPreview {
  const problems = [toProblem('error', fault, [])];
  const nothing = { changedPaths: [], effects: [], files: [], openSecrets: [] };
  return { isApplicable: false, ...nothing, problems };
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
