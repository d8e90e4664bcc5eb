import { limits } from '../../../../../shared/config/limits.ts';
import type { ConfigPath } from '../../../../../shared/config/path.ts';
import {
  memberOf,
  type LooseNode,
  type LooseText,
} from '../../../../../shared/json5/parse-loose.ts';
import type { EditorFile } from '../editor-knowledge.ts';

/** Where the content of each file stands in the configuration; a file can be included twice. */
export type Mounts = ReadonlyMap<string, readonly ConfigPath[]>;

/** Follows the includes from the root, which is the first file. Bounded as the gateway bounds it. */
export function listMounts(
  files: readonly EditorFile[],
  read: (file: string) => LooseText | undefined,
): Mounts {
  const mounts = new Map<string, ConfigPath[]>();
  const visit = (file: string, at: ConfigPath, depth: number): void => {
    const text = read(file);
    if (!text || depth > limits.config.includeDepth) return;
    mounts.set(file, [...(mounts.get(file) ?? []), at]);
    for (const { path, name } of listIncludes(text.root)) {
      const target = resolveInclude(file, name);
      if (target !== undefined) visit(target, [...at, ...path], depth + 1);
    }
  };
  const [root] = files;
  if (root) visit(root.path, [], 0);
  return mounts;
}

/** The path of an included file from the folder of the root; undefined when it lies outside. */
export function resolveInclude(from: string, name: string): string | undefined {
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return undefined;
  const parts = from.split('/').slice(0, -1);
  for (const step of name.replaceAll('\\', '/').split('/')) {
    if (step === '..' && parts.pop() === undefined) return undefined;
    if (step !== '..' && step !== '.' && step !== '') parts.push(step);
  }
  return parts.join('/');
}

/** How a file is named in an include of another one. */
export function includeName(from: string, target: string): string {
  const folder = from.split('/').slice(0, -1);
  const steps = target.split('/');
  let same = 0;
  while (same < folder.length && folder[same] === steps[same]) same += 1;
  const up = '../'.repeat(folder.length - same);
  return `${up === '' ? './' : up}${steps.slice(same).join('/')}`;
}

/** Every include of a text: the path of the object it stands in, and the name. */
function listIncludes(
  root: LooseNode | undefined,
): readonly { readonly path: ConfigPath; readonly name: string }[] {
  const found: { path: ConfigPath; name: string }[] = [];
  const visit = (node: LooseNode | undefined, path: ConfigPath): void => {
    if (node?.kind === 'array') node.items.forEach((item, index) => visit(item, [...path, index]));
    if (node?.kind !== 'object') return;
    for (const name of includedNames(memberOf(node, '$include')?.value)) found.push({ path, name });
    for (const { key, value } of node.members) visit(value, [...path, key]);
  };
  visit(root, []);
  return found;
}

function includedNames(node: LooseNode | undefined): readonly string[] {
  if (node?.kind === 'array') return node.items.flatMap(includedNames);
  return node?.kind === 'scalar' && typeof node.value === 'string' ? [node.value] : [];
}
