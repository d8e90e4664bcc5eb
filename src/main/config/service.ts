import { createHash } from 'node:crypto';
import { join, relative, resolve } from 'node:path';
import { formatPath, parsePath } from '../../shared/config/path.ts';
import type { Config } from '../../shared/config/schema.ts';
import { AppError, toAppError } from '../../shared/errors/index.ts';
import { withDotEnv } from './dot-env.ts';
import { createApplier, type Applier } from './applier.ts';
import { createChangeSummaries } from './change-summaries.ts';
import { explainPath } from './explain.ts';
import { createHistory, type ConfigHistory } from './history.ts';
import { describeConfig } from './json-schema.ts';
import type { ReadFiles } from './load.ts';
import { moveSecret } from './move-secret.ts';
import { createPlanner, type ConfigPlanner } from './planner.ts';
import { createReader, type ConfigReader } from './reader.ts';
import { createStateMaker, type Running } from './running.ts';
import { findSecretUses } from './secret-uses.ts';
import { showFiles, showTexts } from './show.ts';
import type {
  ChangeSummary,
  ConfigApplied,
  ConfigCandidate,
  ConfigDeps,
  ConfigService,
  Explanation,
  KnownVariable,
} from './service-types.ts';
import { createFileWatch, watchWithSystem, type FileWatch } from './watch.ts';
import { createWriter, textsOfVersion, type ConfigWriter, type WriteRules } from './writer.ts';

/** The running configuration of a gateway, or of one command. */
export function createConfigService(deps: ConfigDeps): ConfigService {
  const { log, clock } = deps;
  const reader = createReader(deps);
  const history = createHistory(historyFolder(deps.stateDir, reader.configPath));
  const summaries = createChangeSummaries({ history, reader });
  const planner = createPlanner(reader);
  const writer = createWriter(reader, history, planner, clock);
  const applier = createApplier(log, reader, history, createStateMaker(deps, reader, history));
  const inTurn = createQueue();
  let watch: FileWatch | undefined;

  const refresh = async (author?: string): Promise<ConfigApplied> => {
    const applied = await applier.refresh(author);
    // What changed between reading a folder and watching it would otherwise go unseen.
    if (await watch?.update(pathsToWatch(applier.running()))) await applier.refresh();
    return applied;
  };
  const config = () => applier.running().snapshot.config;

  const changing = <T>(author: string, work: (running: Config) => Promise<T>) =>
    inTurn(async () => {
      await refresh();
      await work(config());
      return refresh(author);
    });

  const environment = keepEnvironment(deps);
  return {
    current: () => applier.running().snapshot,
    async start() {
      watch ??= createFileWatch(
        { clock, watchDirectory: deps.watchDirectory ?? watchWithSystem },
        () => void inTurn(() => refresh()).catch((thrown: unknown) => logFailure(deps, thrown)),
      );
      await inTurn(() => refresh()).catch((thrown: unknown) => giveUp(deps, applier, thrown));
      return applier.running().snapshot;
    },
    async stop() {
      watch?.close();
      watch = undefined;
      await inTurn(() => Promise.resolve());
    },
    onApplied: (listener) => applier.onApplied(listener),
    reload: () =>
      inTurn(async () => {
        applier.forget();
        await refresh();
        return applier.running().snapshot;
      }),
    get: () =>
      inTurn(async () => {
        await refresh();
        return showFiles(await reader.read(), applier.running().snapshot, reader.configPath);
      }),
    ...createWrites({ deps, reader, history, writer, changing }),
    ...createPlans(planner, history, (work) =>
      inTurn(async () => {
        await refresh();
        return work(config());
      }),
    ),
    schema: describeConfig,
    async history() {
      const entries = await history.list();
      const changes = await summaries.of(entries);
      return entries.map((entry, index) => ({ ...entry, ...withChange(changes[index]) }));
    },
    version: async (version) => {
      const { at, author, ...entry } = await history.read(version);
      const files = await reader.readVersion({ at, author, ...entry });
      return { version, at, author, files: showTexts(files, () => true) };
    },
    secretUses: () => findSecretUses(applier.running().read?.tree),
    variables: () => listVariables(deps, applier.running().read),
    explain: (path) => explain(path, applier.running()),
    environment: () => environment(applier.running().read),
  };
}

function withChange(changed: ChangeSummary | undefined): { readonly changed?: ChangeSummary } {
  return changed ? { changed } : {};
}

/** What a change would do, over what is on disk when it is asked. */
function createPlans(
  planner: ConfigPlanner,
  history: ConfigHistory,
  planning: <T>(work: (running: Config) => Promise<T>) => Promise<T>,
): Pick<ConfigService, 'plan' | 'planVersion' | 'tryOut'> {
  return {
    plan: (candidate) => planning((running) => planner.plan(candidate, running)),
    planVersion: (version) =>
      planning(async (running) => {
        const kept = await history.read(version);
        return planner.planTexts((now) => textsOfVersion(kept, now), running);
      }),
    tryOut: (candidate) => planning((running) => planner.tryOut(candidate, running)),
  };
}

interface WriteDeps {
  readonly deps: ConfigDeps;
  readonly reader: ConfigReader;
  readonly history: ConfigHistory;
  readonly writer: ConfigWriter;
  /** Reads what is on disk before the work, and applies what it wrote after it. */
  readonly changing: (
    author: string,
    work: (running: Config) => Promise<void>,
  ) => Promise<ConfigApplied>;
}

/** The ways in which the program changes the files. */
function createWrites({
  deps,
  reader,
  history,
  writer,
  changing,
}: WriteDeps): Pick<ConfigService, 'set' | 'patch' | 'edit' | 'restore' | 'undo' | 'moveSecret'> {
  const write = (
    candidate: ConfigCandidate,
    { author = 'api', ...rules }: Omit<WriteRules, 'author'> & { readonly author?: string },
  ) => changing(author, (running) => writer.write(candidate, { ...rules, author }, running));
  return {
    set: ({ raw, file, ...options }) =>
      write(file === undefined ? { raw } : { raw, file }, { ...options, isStrict: false }),
    patch: ({ raw, ...options }) => write({ patch: raw }, { ...options, isStrict: true }),
    edit: ({ edits, ...options }) => write({ edits }, { ...options, isStrict: true }),
    restore: (version, { author = 'api', baseHash } = {}) =>
      changing(author, async () =>
        writer.restore(await history.read(version), { author, baseHash }),
      ),
    undo: ({ version, before, author = 'api' }) =>
      changing(author, async () => {
        if (before === version) return;
        const earlier = before === 0 ? undefined : await history.read(before);
        await writer.undo(earlier, await history.read(version), { author });
      }),
    moveSecret: ({ author = 'api', ...request }) =>
      changing(author, (running) => {
        const { baseHash, secretsBase } = request;
        return writer.writeTexts(
          (check) => moveSecret({ ...deps, reader, history, check }, request, running),
          { baseHash, secretsBase, author },
        );
      }),
  };
}

/** The same object while nothing was read anew: callers compare it. */
function keepEnvironment({ env }: ConfigDeps): (read: ReadFiles | undefined) => ConfigDeps['env'] {
  let kept: { readonly read: ReadFiles; readonly values: ConfigDeps['env'] } | undefined;
  return (read) => {
    if (!read) return env;
    if (kept?.read !== read) kept = { read, values: withDotEnv(env, read.dotEnv) };
    return kept.values;
  };
}

function listVariables({ env }: ConfigDeps, read: ReadFiles | undefined): readonly KnownVariable[] {
  const ofProcess = Object.keys(env).filter((name) => env[name] !== undefined);
  const ofFile = Object.keys(read?.dotEnv.values ?? {}).filter((name) => env[name] === undefined);
  return [
    ...ofProcess.map((name): KnownVariable => ({ name, from: 'process' })),
    ...ofFile.map((name): KnownVariable => ({ name, from: 'file' })),
  ].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** A configuration elsewhere has a history of its own: versions are never mixed. */
function historyFolder(stateDir: string, configPath: string): string {
  const folder = join(stateDir, 'history');
  const name = relative(resolve(stateDir), configPath);
  if (name === 'openclaw.json') return folder;
  return join(folder, createHash('sha256').update(name).digest('hex').slice(0, 16));
}

/** One after the other: two changes at once must not read the same state. */
function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}

function pathsToWatch({ read }: Running): readonly string[] {
  return read ? [...read.graph.watched, read.graph.rootPath, read.dotEnv.path] : [];
}

function logFailure({ log }: ConfigDeps, thrown: unknown): void {
  log.error('config.load-failed', { reason: toAppError(thrown).message });
}

/** Not even a defect here may keep the gateway from starting: the defaults run, and it is said. */
function giveUp(deps: ConfigDeps, applier: Applier, thrown: unknown): void {
  logFailure(deps, thrown);
  applier.useDefaults(toAppError(thrown));
}

function explain(path: Parameters<ConfigService['explain']>[0], running: Running): Explanation {
  const parsed = typeof path === 'string' ? parsePath(path) : path;
  if (!parsed || parsed.length === 0) {
    const shown = typeof path === 'string' ? path : formatPath(path);
    throw new AppError('CONFIG_PATH_INVALID', { path: shown });
  }
  const { snapshot, parts, read } = running;
  const { config, problems } = snapshot;
  return explainPath(parsed, { config, problems, parts, tree: read?.tree, root: read?.graph.root });
}
