import type { ConfigProblem } from '../../shared/config/problem.ts';
import { AppError, toAppError } from '../../shared/errors/index.ts';
import type { ConfigHistory, HistoryVersion } from './history.ts';
import { keepVersion } from './keep-version.ts';
import { listRootProblem, type ReadFiles } from './load.ts';
import { toProblem } from './problems.ts';
import type { ConfigReader } from './reader.ts';
import type { ConfigDeps, ConfigSnapshot } from './service-types.ts';
import { defaultConfig, type PartStatus } from './validate/compose.ts';

/** What runs, and what was read last. */
export interface Running {
  readonly snapshot: ConfigSnapshot;
  readonly parts: ReadonlyMap<string, PartStatus>;
  readonly read: ReadFiles | undefined;
  /** Tells whether anything was changed since: files and `.env`. */
  readonly fingerprint: string;
}

/** Before anything was read. */
export function notStarted(): Running {
  const snapshot = { config: defaultConfig(), problems: [], hash: '', appliedHash: '', version: 0 };
  return { snapshot, parts: new Map(), read: undefined, fingerprint: '' };
}

/** Two reads with the same fingerprint lead to the same configuration. */
export function fingerprintOf({ graph, dotEnv }: ReadFiles): string {
  return `${graph.hash} ${JSON.stringify(dotEnv.values)} ${dotEnv.fault?.message ?? ''}`;
}

/** The state after what was read is put into effect. */
export interface StateMaker {
  /**
   * @param current what runs; undefined at start.
   * @param author kept in the history when this is a new version.
   */
  next(files: ReadFiles, current: Running | undefined, author: string): Promise<Running>;
}

export function createStateMaker(
  { clock, log, keepsHistory = true }: Pick<ConfigDeps, 'clock' | 'log' | 'keepsHistory'>,
  reader: ConfigReader,
  history: ConfigHistory,
): StateMaker {
  const { configPath } = reader;

  async function keepOrWarn(files: ReadFiles, author: string, otherwise: number): Promise<number> {
    if (!keepsHistory) return otherwise;
    try {
      return (await keepVersion(history, files, author, clock.now())).version;
    } catch (thrown) {
      log.warn('config.history-failed', { reason: toAppError(thrown).message });
      return otherwise;
    }
  }

  return {
    async next(files, current, author) {
      const fingerprint = fingerprintOf(files);
      const newest = await history.newest();
      if (!files.graph.root && !files.rootProblem && newest) {
        const problem = problemOf(
          'warning',
          'CONFIG_FILE_GONE',
          { version: newest.version },
          configPath,
        );
        if (current) return keepRunning(current, files, [problem]);
        const started = atStart(files, await loadWith(reader, files), newest.version);
        return withProblems(started, [problem]);
      }
      const loaded = reader.validate(files, current?.snapshot.config);
      if (loaded) {
        const version = await keepOrWarn(files, author, newest?.version ?? 0);
        const { config, problems, parts } = loaded;
        const { hash } = files.graph;
        const snapshot = { config, problems, hash, appliedHash: hash, version };
        return { snapshot, parts, read: files, fingerprint };
      }
      const problems = listRootProblem(files, configPath);
      if (current) return keepRunning(current, files, problems);
      return fromHistory(files, problems, newest, reader);
    },
  };
}

type Loaded = ReturnType<ConfigReader['validate']>;

function loadWith(reader: ConfigReader, files: ReadFiles): Promise<Loaded> {
  return Promise.resolve(reader.validate(files, undefined));
}

function atStart(files: ReadFiles, loaded: Loaded, version: number): Running {
  const { hash } = files.graph;
  const snapshot = {
    config: loaded?.config ?? defaultConfig(),
    problems: loaded?.problems ?? [],
    hash,
    appliedHash: hash,
    version,
  };
  return {
    snapshot,
    parts: loaded?.parts ?? new Map(),
    read: files,
    fingerprint: fingerprintOf(files),
  };
}

/** Nothing changes but what is known to be wrong. */
function keepRunning(
  current: Running,
  files: ReadFiles,
  problems: readonly ConfigProblem[],
): Running {
  const snapshot = { ...current.snapshot, problems, hash: files.graph.hash };
  return { ...current, snapshot, read: files, fingerprint: fingerprintOf(files) };
}

function withProblems(running: Running, problems: readonly ConfigProblem[]): Running {
  const all = [...problems, ...running.snapshot.problems];
  return { ...running, snapshot: { ...running.snapshot, problems: all } };
}

/** At start a root that cannot be used: the newest good version runs, else the defaults. */
async function fromHistory(
  files: ReadFiles,
  problems: readonly ConfigProblem[],
  newest: HistoryVersion | undefined,
  reader: ConfigReader,
): Promise<Running> {
  const past = newest && (await reader.loadVersion(newest));
  const started = atStart(files, past, past ? newest.version : 0);
  const note = past
    ? problemOf('error', 'CONFIG_USING_HISTORY', { version: newest.version }, reader.configPath)
    : problemOf('error', 'CONFIG_USING_DEFAULTS', {}, reader.configPath);
  const running = withProblems(started, [...problems, note]);
  const appliedHash = past ? newest.hash : '';
  return { ...running, snapshot: { ...running.snapshot, appliedHash } };
}

function problemOf(
  severity: ConfigProblem['severity'],
  code: 'CONFIG_FILE_GONE' | 'CONFIG_USING_HISTORY' | 'CONFIG_USING_DEFAULTS',
  values: Readonly<Record<string, number>>,
  file: string,
): ConfigProblem {
  return toProblem(severity, new AppError(code, values, { place: { file } }), []);
}
