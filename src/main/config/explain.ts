import { formatPath, type ConfigPath } from '../../shared/config/path.ts';
import type { ConfigProblem } from '../../shared/config/problem.ts';
import type { Config } from '../../shared/config/schema.ts';
import { referencesOf } from './expand.ts';
import { channelTypes, redactEffective, type TypeOfChannel } from './redact.ts';
import type { Explanation, ValueSource } from './service-types.ts';
import { metaAt, schemaAt } from './settings.ts';
import { treeAt, type SourceFile, type Tree } from './tree.ts';
import type { PartStatus } from './validate/compose.ts';

export interface Explaining {
  readonly config: Config;
  readonly tree: Tree | undefined;
  readonly root: SourceFile | undefined;
  readonly parts: ReadonlyMap<string, PartStatus>;
  readonly problems: readonly ConfigProblem[];
}

/** Says what is in effect at a path, where it comes from, whom it beat and what is wrong with it. */
export function explainPath(path: ConfigPath, state: Explaining): Explanation {
  const typeOf = channelTypes(state.tree);
  const text = formatPath(path);
  const tree = treeAt(state.tree, path);
  const effective = effectiveAt(state.config, path);
  return {
    path: text,
    status: statusOf(path, tree, effective, state),
    value: redactEffective(effective, path, typeOf),
    source: tree ? sourceOf(tree, path, state.root, typeOf) : defaultSource(effective),
    overridden: (tree?.lost ?? []).map((lost) => sourceOf(lost, path, state.root, typeOf)),
    setting: metaAt(path, typeOf),
    problems: state.problems.filter((problem) => touches(problem.path, text)),
  };
}

/** The value at a path of the effective configuration; undefined when there is none. */
export function effectiveAt(config: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>((at, key) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    return Reflect.get(at, key);
  }, config);
}

function defaultSource(effective: unknown): ValueSource | undefined {
  return effective === undefined ? undefined : { kind: 'default' };
}

function sourceOf(
  tree: Tree,
  path: ConfigPath,
  root: SourceFile | undefined,
  typeOf: TypeOfChannel,
): ValueSource {
  const { file, span } = tree.origin;
  const place = { file: file.path, ...file.locate(span.start) };
  const isLiteral = metaAt(path, typeOf)?.literal === true;
  const references =
    tree.kind === 'scalar' && typeof tree.value === 'string' && !isLiteral
      ? referencesOf(tree.value)
      : [];
  const [first] = references;
  if (!first) return { kind: file === root ? 'file' : 'include', ...place };
  const variables = [...new Set(references.map(({ name }) => name))];
  const kind = references.some((reference) => reference.kind === 'secret') ? 'secret' : 'env';
  return { kind, ...place, variables };
}

function statusOf(
  path: ConfigPath,
  tree: Tree | undefined,
  effective: unknown,
  { parts }: Explaining,
): Explanation['status'] {
  for (let length = path.length; length > 0; length -= 1) {
    const part = parts.get(formatPath(path.slice(0, length)));
    if (part) return part;
  }
  if (effective !== undefined) return 'effective';
  if (!tree) return 'absent';
  return path.length > 1 && schemaAt(path) ? 'off' : 'unknown';
}

function touches(problemPath: string, path: string): boolean {
  return (
    problemPath === path ||
    problemPath.startsWith(`${path}.`) ||
    problemPath.startsWith(`${path}[`) ||
    path.startsWith(`${problemPath}.`)
  );
}
