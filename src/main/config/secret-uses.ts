import { formatPath, type ConfigPath } from '../../shared/config/path.ts';
import { referencesOf } from './expand.ts';
import { channelTypes, type TypeOfChannel } from './redact.ts';
import { metaAt } from './settings.ts';
import type { Tree } from './tree.ts';

/** The paths at which each secret of the store is named, by the name of the secret. */
export function findSecretUses(root: Tree | undefined): ReadonlyMap<string, readonly string[]> {
  const uses = new Map<string, string[]>();
  if (!root) return uses;
  for (const { name, path } of usesIn(root, [], channelTypes(root))) {
    uses.set(name, [...(uses.get(name) ?? []), path]);
  }
  return uses;
}

function* usesIn(
  tree: Tree,
  path: ConfigPath,
  typeOf: TypeOfChannel,
): Generator<{ readonly name: string; readonly path: string }> {
  switch (tree.kind) {
    case 'scalar':
      if (typeof tree.value !== 'string' || metaAt(path, typeOf)?.literal === true) return;
      for (const { kind, name } of referencesOf(tree.value)) {
        if (kind === 'secret') yield { name, path: formatPath(path) };
      }
      return;
    case 'array':
      for (const [index, item] of tree.items.entries())
        yield* usesIn(item, [...path, index], typeOf);
      return;
    case 'object':
      for (const [key, child] of tree.entries) yield* usesIn(child, [...path, key], typeOf);
      return;
    case 'broken':
      return;
  }
}
