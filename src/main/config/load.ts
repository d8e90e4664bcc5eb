import type { ConfigProblem } from '../../shared/config/problem.ts';
import type { Config } from '../../shared/config/schema.ts';
import { AppError } from '../../shared/errors/index.ts';
import { readDotEnv, withDotEnv, type DotEnv } from './dot-env.ts';
import type { Lookup } from './expand.ts';
import type { ConfigFiles } from './files.ts';
import { readGraph, type FileGraph, type TextOverrides } from './graph.ts';
import { createProblemList, type ProblemList } from './problems.ts';
import { resolveTree } from './resolve.ts';
import type { ConfigDeps } from './service-types.ts';
import type { Tree, TreeObject } from './tree.ts';
import { compose, type PartStatus } from './validate/compose.ts';
import { crossCheck } from './validate/cross-checks.ts';
import { evaluateTree } from './validate/evaluation.ts';

export interface LoadRequest {
  readonly deps: Pick<ConfigDeps, 'configPath' | 'stateDir' | 'env' | 'secrets'>;
  readonly disk: ConfigFiles;
  /** What is in effect; parts that are not valid keep it. Undefined at start. */
  readonly running: Config | undefined;
  /** Texts to read in place of files. */
  readonly overrides?: TextOverrides;
}

/** The files as they were read. */
export interface ReadFiles {
  readonly graph: FileGraph;
  readonly dotEnv: DotEnv;
  /** Root and includes put together; undefined when there is no root or it cannot be used. */
  readonly tree: TreeObject | undefined;
  /** Why the root cannot be used: unreadable, not parsed, or not an object. */
  readonly rootProblem: { readonly fault: AppError; readonly tree: Tree | undefined } | undefined;
}

/** A configuration that can be put into effect. */
export interface LoadedConfig extends ReadFiles {
  readonly config: Config;
  readonly parts: ReadonlyMap<string, PartStatus>;
  readonly problems: readonly ConfigProblem[];
}

/** Reads root, includes and `.env`. Never throws because of what is in them. */
export async function readConfigFiles(request: LoadRequest): Promise<ReadFiles> {
  const { deps, disk, overrides } = request;
  const [graph, dotEnv] = await Promise.all([
    readGraph(deps.configPath, disk, overrides),
    readDotEnv(deps.stateDir),
  ]);
  const tree = resolveTree(graph);
  if (tree?.kind === 'object') return { graph, dotEnv, tree, rootProblem: undefined };
  const fault = graph.rootFault ?? (tree && rootFault(tree));
  return { graph, dotEnv, tree: undefined, rootProblem: fault && { fault, tree } };
}

function rootFault(tree: Tree): AppError {
  if (tree.kind === 'broken') return tree.fault;
  const found = tree.kind === 'array' ? 'a list' : 'a single value';
  return new AppError('CONFIG_ROOT_NOT_OBJECT', { found });
}

/**
 * Validates what was read and fills in defaults.
 * @returns undefined when the root cannot be used; `listRootProblem` says why.
 */
export function validateFiles(read: ReadFiles, request: LoadRequest): LoadedConfig | undefined {
  if (read.rootProblem) return undefined;
  const problems = createProblemList();
  listDotEnvProblem(read.dotEnv, problems);
  const lookup = createLookup(read.dotEnv, request.deps);
  const evaluation = evaluateTree(read.tree, { lookup, problems });
  const { config, parts } = compose(evaluation, request.running);
  crossCheck(config, read.tree, problems);
  return { ...read, config, parts, problems: problems.all };
}

function createLookup(dotEnv: DotEnv, deps: LoadRequest['deps']): Lookup {
  return { env: withDotEnv(deps.env, dotEnv), secrets: deps.secrets, stateDir: deps.stateDir };
}

function listDotEnvProblem({ fault, path }: DotEnv, problems: ProblemList): void {
  if (!fault) return;
  problems.fault(new AppError(fault.code, fault.values, { place: { file: path } }), []);
}

/** The problem of a root that cannot be used, as a list of one. */
export function listRootProblem(read: ReadFiles, configPath: string): readonly ConfigProblem[] {
  if (!read.rootProblem) return [];
  const { fault, tree } = read.rootProblem;
  const place = { file: tree?.origin.file.path ?? configPath, ...fault.place };
  const problems = createProblemList();
  listDotEnvProblem(read.dotEnv, problems);
  const placed = new AppError(fault.code, fault.values, { place, cause: fault });
  problems.fault(placed, [], tree?.origin);
  return problems.all;
}
