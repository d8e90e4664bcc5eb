import { createHash } from 'node:crypto';
import { join, relative, resolve } from 'node:path';
import { formatPath, parsePath } from '../../shared/config/path.ts';
import { AppError, toAppError } from '../../shared/errors/index.ts';
import { withDotEnv } from './dot-env.ts';
import { createApplier, type Applier } from './applier.ts';
import { explainPath } from './explain.ts';
import { createHistory } from './history.ts';
import { describeConfig } from './json-schema.ts';
import type { ReadFiles } from './load.ts';
import { createReader } from './reader.ts';
import { createStateMaker, type Running } from './running.ts';
import { showFiles } from './show.ts';
import type {
  ConfigApplied,
  ConfigCandidate,
  ConfigDeps,
  ConfigService,
  Explanation,
} from './service-types.ts';
import { createFileWatch, watchWithSystem, type FileWatch } from './watch.ts';
import { createWriter, type WriteRules } from './writer.ts';

/** The running configuration of a gateway, or of one command. */
export function createConfigService(deps: ConfigDeps): ConfigService {
  const { log, clock } = deps;
  const reader = createReader(deps);
  const history = createHistory(historyFolder(deps.stateDir, reader.configPath));
  const writer = createWriter(reader, history, clock);
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

  const write = (
    candidate: ConfigCandidate,
    { author = 'api', ...rules }: Omit<WriteRules, 'author'> & { readonly author?: string },
  ): Promise<ConfigApplied> =>
    inTurn(async () => {
      await refresh();
      await writer.write(candidate, { ...rules, author }, config());
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
    set: ({ raw, file, ...options }) =>
      write(file === undefined ? { raw } : { raw, file }, { ...options, isStrict: false }),
    patch: ({ raw, ...options }) => write({ patch: raw }, { ...options, isStrict: true }),
    edit: ({ edits, ...options }) => write({ edits }, { ...options, isStrict: true }),
    plan: (candidate) =>
      inTurn(async () => {
        await refresh();
        return writer.plan(candidate, config());
      }),
    tryOut: (candidate) =>
      inTurn(async () => {
        await refresh();
        return writer.tryOut(candidate, config());
      }),
    schema: describeConfig,
    history: () => history.list(),
    restore: (version, options) =>
      inTurn(async () => {
        await refresh();
        const author = options?.author ?? 'api';
        await writer.restore(await history.read(version), author);
        return refresh(author);
      }),
    explain: (path) => explain(path, applier.running()),
    environment: () => environment(applier.running().read),
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
