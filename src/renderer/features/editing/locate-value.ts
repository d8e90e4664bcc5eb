import type { ConfigPath } from '../../../shared/config/path.ts';
import { createLineIndex } from '../../../shared/json5/lines.ts';
import { parseSyntax } from '../../../shared/json5/parse.ts';
import type { SyntaxNode } from '../../../shared/json5/tree.ts';

/** A file of the configuration as an interface sees it: the root first, secrets as dots. */
export interface ShownFile {
  readonly path: string;
  readonly raw: string;
}

/** Where a value is written. */
export interface ValuePlace {
  readonly file: string;
  readonly node: SyntaxNode;
  /** From where its key begins: what is shown of an entry begins with its name. */
  readonly start: number;
  /** From 1. */
  readonly line: number;
}

interface Spot {
  readonly file: ShownFile;
  readonly node: SyntaxNode;
  readonly start: number;
}

const deepest = 12;
const parsed = new WeakMap<ShownFile, SyntaxNode | undefined>();

/**
 * Finds the text of a value through the includes. Of several files that say it the last one counts,
 * and what stands beside an include wins over it.
 */
export function locateValue(files: readonly ShownFile[], path: ConfigPath): ValuePlace | undefined {
  const [root] = files;
  const node = root && parseFile(root);
  if (!root || !node) return undefined;
  const spot = find(files, { file: root, node, start: node.start }, path, 0);
  if (!spot) return undefined;
  const { line } = createLineIndex(spot.file.raw)(spot.start);
  return { file: spot.file.path, node: spot.node, start: spot.start, line };
}

function find(
  files: readonly ShownFile[],
  spot: Spot,
  path: ConfigPath,
  depth: number,
): Spot | undefined {
  const [key, ...rest] = path;
  if (depth > deepest) return undefined;
  if (key === undefined) return onlyIncluded(files, spot, depth);
  const child = childOf(spot, key);
  const direct = child && find(files, child, rest, depth);
  return direct ?? findIncluded(files, spot, path, depth);
}

function findIncluded(
  files: readonly ShownFile[],
  spot: Spot,
  path: ConfigPath,
  depth: number,
): Spot | undefined {
  for (const file of includesOf(files, spot).toReversed()) {
    const node = parseFile(file);
    const found = node && find(files, { file, node, start: node.start }, path, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** An entry that says nothing but `$include` is found where it is written in full. */
function onlyIncluded(files: readonly ShownFile[], spot: Spot, depth: number): Spot {
  const isInclude =
    spot.node.kind === 'object' && spot.node.members.every(({ key }) => key === '$include');
  return (isInclude ? findIncluded(files, spot, [], depth) : undefined) ?? spot;
}

function childOf({ file, node }: Spot, key: string | number): Spot | undefined {
  if (node.kind === 'array') {
    const item = node.items[Number(key)];
    return item && { file, node: item, start: item.start };
  }
  if (node.kind !== 'object') return undefined;
  const member = node.members.findLast((each) => each.key === String(key));
  return member && { file, node: member.value, start: member.keySpan.start };
}

function includesOf(files: readonly ShownFile[], { file, node }: Spot): readonly ShownFile[] {
  if (node.kind !== 'object') return [];
  const value = node.members.find(({ key }) => key === '$include')?.value;
  const items = value?.kind === 'array' ? value.items : value ? [value] : [];
  return items.flatMap((item) => {
    if (item.kind !== 'scalar' || typeof item.value !== 'string') return [];
    const path = joinPath(file.path, item.value);
    return files.find((each) => each.path === path) ?? [];
  });
}

/** Paths are relative to the folder of the root, with `/`. */
function joinPath(from: string, to: string): string {
  const steps = [...from.split('/').slice(0, -1), ...to.split('/')];
  return steps
    .reduce<readonly string[]>((done, step) => {
      if (step === '' || step === '.') return done;
      return step === '..' ? done.slice(0, -1) : [...done, step];
    }, [])
    .join('/');
}

function parseFile(file: ShownFile): SyntaxNode | undefined {
  if (!parsed.has(file)) parsed.set(file, attempt(file.raw));
  return parsed.get(file);
}

function attempt(text: string): SyntaxNode | undefined {
  try {
    return parseSyntax(text);
  } catch {
    return undefined;
  }
}
