import { memberOf, parseLoose, type LooseNode } from '../../../../shared/json5/parse-loose.ts';
import { resolveInclude } from '../editor/language/mounts.ts';

/** A file of the configuration and where it stands among the others. */
export interface IncludeNode {
  readonly name: string;
  /** How many includes lead to it. */
  readonly depth: number;
  /** It is included and was not read. */
  readonly isMissing: boolean;
}

interface TextFile {
  readonly path: string;
  readonly raw: string;
}

/** Root and includes in the order in which they are named, each once. The root is the first file. */
export function listIncludeTree(files: readonly TextFile[]): readonly IncludeNode[] {
  const texts = new Map(files.map(({ path, raw }) => [path, raw]));
  const nodes = new Map<string, IncludeNode>();
  const visit = (name: string, depth: number): void => {
    if (nodes.has(name)) return;
    const raw = texts.get(name);
    nodes.set(name, { name, depth, isMissing: raw === undefined });
    if (raw === undefined || !mayInclude(raw)) return;
    for (const include of namesIn(parseLoose(raw).root)) {
      const target = resolveInclude(name, include);
      if (target !== undefined) visit(target, depth + 1);
    }
  };
  const [root] = files;
  if (root) visit(root.path, 0);
  // What is read and named nowhere in the unsaved texts still belongs to what is saved.
  for (const { path } of files) visit(path, 1);
  return [...nodes.values()];
}

/** Asked with every key, and most texts include nothing: only those that may are parsed. */
function mayInclude(raw: string): boolean {
  // With a backslash the word may be written otherwise.
  return raw.includes('$include') || raw.includes('\\');
}

function* namesIn(node: LooseNode | undefined): Generator<string> {
  if (node?.kind === 'array') for (const item of node.items) yield* namesIn(item);
  if (node?.kind !== 'object') return;
  const include = memberOf(node, '$include')?.value;
  const values = include?.kind === 'array' ? include.items : include ? [include] : [];
  for (const value of values) {
    if (value.kind === 'scalar' && typeof value.value === 'string') yield value.value;
  }
  for (const { key, value } of node.members) if (key !== '$include') yield* namesIn(value);
}
