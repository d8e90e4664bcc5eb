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
import type { ConfigCandidate, ConfigPlan } from './service-types.ts';
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
  plan(candidate: ConfigCandidate, running: Config): Promise<ConfigPlan>;
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
    const files = await reader.read(texts);
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
      return texts instanceof AppError ? notApplicable(texts) : tryTexts(texts, running);
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
    async restore({ root, texts }, author) {
      const files = await reader.read();
      const { folder, rootPath } = files.graph;
      const byPath = Object.entries(texts).map(([name, text]) => {
        const path = name === root ? rootPath : resolve(folder, name);
        // A version is a file like any other: somebody may have written into it.
        if (!isInside(folder, path)) throw new AppError('CONFIG_INCLUDE_OUTSIDE', { name });
        return [path, text] as const;
      });
      await commit(files, new Map(byPath), author);
    },
  };
}

/** Text that does not parse is what a plan is asked about; anything else is a wrong question. */
function refusedText(thrown: unknown, candidate: ConfigCandidate): AppError {
  if (thrown instanceof AppError && 'raw' in candidate && thrown.place) return thrown;
  throw thrown;
}

function notApplicable(fault: AppError): ConfigPlan {
  const problems = [toProblem('error', fault, [])];
  return { isApplicable: false, changedPaths: [], effects: [], problems };
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
