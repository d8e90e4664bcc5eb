import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import { namesOfInclude, type FileGraph } from './graph.ts';
import { mergeTrees } from './merge.ts';
import type { Member, ObjectNode, SyntaxNode } from '../../shared/json5/tree.ts';
import type { Origin, SourceFile, Tree } from './tree.ts';

interface Context {
  readonly graph: FileGraph;
  /** Files that are being included, outermost first. */
  readonly chain: readonly SourceFile[];
  /** Includes followed so far in the whole configuration. */
  readonly followed: { count: number };
}

/**
 * Puts root and includes together. A failed include or a key that is there twice makes a broken
 * place, nothing else.
 * @returns undefined when there is no root file.
 */
export function resolveTree(graph: FileGraph): Tree | undefined {
  const { root } = graph;
  if (!root) return undefined;
  return resolveFile(root, { graph, chain: [], followed: { count: 0 } });
}

function resolveFile(file: SourceFile, context: Context): Tree {
  if ('fault' in file.parsed) {
    return broken({ file, span: { start: 0, end: file.text.length } }, file.parsed.fault);
  }
  return resolveNode(file.parsed.root, file, { ...context, chain: [...context.chain, file] });
}

function broken(origin: Origin, fault: AppError): Tree {
  return { kind: 'broken', origin, fault, lost: [] };
}

function resolveNode(node: SyntaxNode, file: SourceFile, context: Context): Tree {
  const base = { origin: { file, span: node }, lost: [] };
  switch (node.kind) {
    case 'scalar':
      return { ...base, kind: 'scalar', value: node.value, node };
    case 'array': {
      const items = node.items.map((item) => resolveNode(item, file, context));
      return { ...base, kind: 'array', items, parts: [{ file, node }] };
    }
    case 'object':
      return resolveObject(node, file, context);
  }
}

function resolveObject(node: ObjectNode, file: SourceFile, context: Context): Tree {
  const entries = new Map<string, Tree>();
  const seen = new Map<string, Member>();
  for (const member of node.members) {
    const first = seen.get(member.key);
    if (first) entries.set(member.key, duplicate(file, member, first));
    else if (member.key !== '$include')
      entries.set(member.key, resolveMember(member, file, context));
    seen.set(member.key, first ?? member);
  }
  const own: Tree = {
    kind: 'object',
    origin: { file, span: node },
    lost: [],
    entries,
    parts: [{ file, node }],
  };
  const include = seen.get('$include');
  if (!include) return own;
  return entries.get('$include') ?? addIncludes(own, include, file, context);
}

function resolveMember(member: Member, file: SourceFile, context: Context): Tree {
  return { ...resolveNode(member.value, file, context), member: { file, member } };
}

function duplicate(file: SourceFile, member: Member, first: Member): Tree {
  const firstLine = file.locate(first.keySpan.start).line;
  const fault = new AppError('CONFIG_KEY_DUPLICATE', { key: member.key, firstLine });
  return { ...broken({ file, span: member.keySpan }, fault), member: { file, member } };
}

/** Merges what is included below the settings that stand beside `$include`. */
function addIncludes(
  own: Tree & { kind: 'object' },
  include: Member,
  file: SourceFile,
  context: Context,
): Tree {
  const origin = { file, span: include.value };
  const names = namesOfInclude(include.value);
  if (!names) return broken(origin, new AppError('CONFIG_INCLUDE_INVALID'));
  let merged: Tree | undefined;
  for (const name of names) {
    const next = followInclude(name, origin, context);
    if (next.kind === 'broken') return next;
    if (merged && !canMerge(merged, next)) return broken(origin, notObject(name));
    merged = merged ? mergeTrees(merged, next, 'concat') : next;
  }
  if (!merged || own.entries.size === 0) return merged ?? own;
  if (merged.kind !== 'object') return broken(origin, notObject(names.join(', ')));
  return mergeTrees(merged, own, 'replace');
}

function canMerge(lower: Tree, upper: Tree): boolean {
  return lower.kind === upper.kind && lower.kind !== 'scalar';
}

function notObject(name: string): AppError {
  return new AppError('CONFIG_INCLUDE_NOT_OBJECT', { name });
}

function followInclude(name: string, origin: Origin, context: Context): Tree {
  const target = includeTarget(name, origin.file, context);
  if (target instanceof AppError) return broken(origin, target);
  const tree = resolveFile(target, context);
  if (tree.kind !== 'broken' || !('fault' in target.parsed)) return tree;
  return { ...tree, fault: unparsable(target, target.parsed.fault) };
}

function unparsable(file: SourceFile, fault: AppError): AppError {
  const values = { name: file.name, reason: fault.message, fix: fault.hint };
  const place = fault.place ? { place: fault.place } : {};
  return new AppError('CONFIG_INCLUDE_UNPARSABLE', values, { ...place, cause: fault });
}

function includeTarget(name: string, from: SourceFile, context: Context): SourceFile | AppError {
  const { chain, followed, graph } = context;
  followed.count += 1;
  if (followed.count > limits.config.includes) {
    return new AppError('CONFIG_TOO_MANY_FILES', { limit: limits.config.includes });
  }
  const target = graph.follow(from, name);
  if (target instanceof AppError) return target;
  const at = chain.indexOf(target);
  if (at >= 0) return cycle([...chain.slice(at), target]);
  if (chain.length > limits.config.includeDepth) {
    return new AppError('CONFIG_INCLUDE_DEPTH', { limit: limits.config.includeDepth });
  }
  return target;
}

function cycle(files: readonly SourceFile[]): AppError {
  return new AppError('CONFIG_INCLUDE_CYCLE', {
    chain: files.map((file) => file.name).join(' → '),
  });
}
