import { limits } from '../../shared/config/limits.ts';
import type { ConfigPath } from '../../shared/config/path.ts';
import { AppError } from '../../shared/errors/index.ts';
import { namesOfInclude, type FileGraph } from './graph.ts';
import type { MountPoints } from './redact.ts';
import type { SyntaxNode } from '../../shared/json5/tree.ts';
import type { SourceFile } from './tree.ts';

/** Finds at which paths of the configuration each file is included. */
export function findMounts(graph: FileGraph): MountPoints {
  const mounts = new Map<SourceFile, ConfigPath[]>();
  const open: { file: SourceFile; path: ConfigPath; depth: number }[] = [];
  if (graph.root) open.push({ file: graph.root, path: [], depth: 0 });
  for (let count = 0; count <= limits.config.includes; count += 1) {
    const next = open.shift();
    if (!next) break;
    const { file, path, depth } = next;
    mounts.set(file, [...(mounts.get(file) ?? []), path]);
    if ('fault' in file.parsed || depth > limits.config.includeDepth) continue;
    for (const include of includesOf(file.parsed.root, path)) {
      const target = graph.follow(file, include.name);
      if (!(target instanceof AppError))
        open.push({ file: target, path: include.path, depth: depth + 1 });
    }
  }
  return mounts;
}

function* includesOf(
  node: SyntaxNode,
  path: ConfigPath,
): Generator<{ readonly name: string; readonly path: ConfigPath }> {
  if (node.kind === 'array') {
    for (const [index, item] of node.items.entries()) yield* includesOf(item, [...path, index]);
  }
  if (node.kind !== 'object') return;
  for (const { key, value } of node.members) {
    if (key !== '$include') yield* includesOf(value, [...path, key]);
    else for (const name of namesOfInclude(value) ?? []) yield { name, path };
  }
}
