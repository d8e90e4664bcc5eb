import type { AppError } from '../../shared/errors/index.ts';
import type { LineColumn } from '../../shared/json5/lines.ts';
import type {
  ArrayNode,
  Member,
  ObjectNode,
  ScalarNode,
  Span,
  SyntaxNode,
} from '../../shared/json5/tree.ts';

/** One file as it was read. */
export interface SourceFile {
  /** Absolute, links resolved; the identity of the file. */
  readonly path: string;
  /** Relative to the folder of the configuration, with `/`. */
  readonly name: string;
  readonly text: string;
  /** What it says, or why it could not be parsed. */
  readonly parsed: { readonly root: SyntaxNode } | { readonly fault: AppError };
  locate(offset: number): LineColumn;
}

/** Where in which file a value is written. */
export interface Origin {
  readonly file: SourceFile;
  readonly span: Span;
}

/** An object as written in one file, without its `$include`. */
interface ObjectPart {
  readonly file: SourceFile;
  readonly node: ObjectNode;
}

interface ArrayPart {
  readonly file: SourceFile;
  readonly node: ArrayNode;
}

interface TreeBase {
  readonly origin: Origin;
  /** The key in front of the value; absent in lists and at the root of a file. */
  readonly member?: { readonly file: SourceFile; readonly member: Member };
  /** Values that were written for the same path and lost, strongest first. */
  readonly lost: readonly Tree[];
}

interface TreeScalar extends TreeBase {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly node: ScalarNode;
}

export interface TreeObject extends TreeBase {
  readonly kind: 'object';
  readonly entries: ReadonlyMap<string, Tree>;
  /** The objects it was merged from; a later one wins over an earlier one. */
  readonly parts: readonly ObjectPart[];
}

interface TreeArray extends TreeBase {
  readonly kind: 'array';
  readonly items: readonly Tree[];
  readonly parts: readonly ArrayPart[];
}

/** A place whose value cannot be known: a failed include, a key that is there twice. */
interface TreeBroken extends TreeBase {
  readonly kind: 'broken';
  readonly fault: AppError;
}

/** The configuration after includes, before variables: every value knows where it stands. */
export type Tree = TreeScalar | TreeObject | TreeArray | TreeBroken;

/** The child of a value by key or position. */
export function childOf(tree: Tree, key: string | number): Tree | undefined {
  if (tree.kind === 'object') return tree.entries.get(String(key));
  if (tree.kind !== 'array' || !/^(?:0|[1-9]\d*)$/.test(String(key))) return undefined;
  return tree.items[Number(key)];
}

/** The value at a path, or undefined. */
export function treeAt(
  tree: Tree | undefined,
  path: readonly (string | number)[],
): Tree | undefined {
  return path.reduce<Tree | undefined>((at, key) => at && childOf(at, key), tree);
}

/** The plain value as written, variables unexpanded; what is broken is null. */
export function toPlain(tree: Tree): unknown {
  switch (tree.kind) {
    case 'scalar':
      return tree.value;
    case 'array':
      return tree.items.map(toPlain);
    case 'object':
      return Object.fromEntries([...tree.entries].map(([key, child]) => [key, toPlain(child)]));
    case 'broken':
      return null;
  }
}
