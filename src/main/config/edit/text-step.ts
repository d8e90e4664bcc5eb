import { formatPath, type ConfigPath } from '../../../shared/config/path.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { ArrayNode, Member, ObjectNode, SyntaxNode } from '../../../shared/json5/tree.ts';
import { childOf, treeAt, type SourceFile, type Tree } from '../tree.ts';
import { deleteMember, insertElement } from './elements.ts';
import { arrangeItems, deleteItem, insertItem } from './list-edits.ts';
import { printKey, printValue } from './print.ts';
import type { TextStep } from './diff-steps.ts';
import { applySplices, type Splice } from './splice.ts';
import { detectStyle, indentationAt } from './text-style.ts';

/** One file with its new text. */
export interface FileChange {
  readonly file: SourceFile;
  readonly text: string;
}

/**
 * Does one step in the file its value came from.
 * @throws AppError CONFIG_EDIT_IMPOSSIBLE when no single place in one file says it.
 */
export function applyStep(root: Tree, step: TextStep): FileChange {
  switch (step.step) {
    case 'replace':
      return replaceValue(treeFor(root, step.path), step.path, step.value);
    case 'insert':
      return insertAt(root, step.path, step.value);
    case 'arrange': {
      const { file, node } = onlyNode(treeFor(root, step.path), step.path);
      if (node.kind !== 'array') throw impossible(step.path, 'its place is not a list');
      return change(file, arrangeItems(file.text, node, step.order));
    }
    case 'append': {
      const { file, node } = lastPart(treeFor(root, step.path), step.path);
      return change(file, insertElement(file.text, node, { value: step.value }));
    }
    case 'delete':
      return deleteAt(root, step.path);
  }
}

/** The value at a path. @throws AppError CONFIG_PATH_MISSING. */
export function treeFor(root: Tree, path: ConfigPath): Tree {
  const tree = treeAt(root, path);
  if (!tree) throw new AppError('CONFIG_PATH_MISSING', { path: formatPath(path) });
  return tree;
}

/** What is thrown when no single place in one file says it. */
export function impossible(path: ConfigPath, reason: string): AppError {
  return new AppError('CONFIG_EDIT_IMPOSSIBLE', { path: formatPath(path), reason });
}

function change(file: SourceFile, splices: readonly Splice[]): FileChange {
  return { file, text: applySplices(file.text, splices) };
}

/** The object or list that wins over the others it was merged with: new entries go there. */
export function lastPart(
  tree: Tree,
  path: ConfigPath,
): { readonly file: SourceFile; readonly node: ObjectNode | ArrayNode } {
  const part = tree.kind === 'object' || tree.kind === 'array' ? tree.parts.at(-1) : undefined;
  if (!part) throw impossible(path, 'its place is not an object or a list');
  return part;
}

function replaceValue(tree: Tree, path: ConfigPath, value: unknown): FileChange {
  const { file, node } = onlyNode(tree, path);
  const style = detectStyle(file.text);
  const isText = node.kind === 'scalar' && typeof node.value === 'string';
  const quote = isText && file.text[node.start] === "'" ? "'" : isText ? '"' : style.quote;
  const baseIndent = indentationAt(file.text, node.start);
  const printed = printValue(value, { ...style, quote }, { baseIndent, isInline: false });
  return change(file, [{ start: node.start, end: node.end, text: printed }]);
}

/** The one place a value is written at. @throws AppError CONFIG_EDIT_IMPOSSIBLE. */
export function onlyNode(
  tree: Tree,
  path: ConfigPath,
): { readonly file: SourceFile; readonly node: SyntaxNode } {
  if (tree.kind === 'scalar') return { file: tree.origin.file, node: tree.node };
  if (tree.kind === 'broken') throw impossible(path, tree.fault.message);
  const [part, ...others] = tree.parts;
  if (!part || others.length > 0) throw impossible(path, 'it is put together from several places');
  return part;
}

/** Gives the key in front of a value another name. */
export function renameMember(root: Tree, path: ConfigPath, to: string): FileChange {
  const tree = treeFor(root, path);
  if (!tree.member) throw impossible(path, 'it has no name of its own in a file');
  const { file, member } = tree.member;
  const style = detectStyle(file.text);
  const hasQuotes = /["']/.test(file.text[member.keySpan.start] ?? '');
  const text = printKey(to, { ...style, hasBareKeys: !hasQuotes });
  return change(file, [{ ...member.keySpan, text }]);
}

function insertAt(root: Tree, path: ConfigPath, value: unknown): FileChange {
  const key = path.at(-1) ?? '';
  const parent = treeFor(root, path.slice(0, -1));
  if (parent.kind === 'array') {
    const { file, node, place } = itemAt(parent, path);
    return change(file, insertItem(file.text, node, place, value));
  }
  const { file, node } = lastPart(parent, path);
  return change(file, insertElement(file.text, node, { key: String(key), value }));
}

/** The list in a file, and the place in it, of an entry of a list that may come from several. */
function itemAt(
  list: Tree & { readonly kind: 'array' },
  path: ConfigPath,
): { readonly file: SourceFile; readonly node: ArrayNode; readonly place: number } {
  let place = Number(path.at(-1));
  for (const { file, node } of list.parts) {
    if (place < node.items.length) return { file, node, place };
    place -= node.items.length;
  }
  throw impossible(path, 'its place in a file is not known');
}

function deleteAt(root: Tree, path: ConfigPath): FileChange {
  const key = path.at(-1) ?? '';
  const parent = treeFor(root, path.slice(0, -1));
  const tree = childOf(parent, key);
  if (!tree) throw new AppError('CONFIG_PATH_MISSING', { path: formatPath(path) });
  if (tree.member) return deleteFrom(parent, tree.member, path);
  if (parent.kind !== 'array') throw impossible(path, 'it has no name of its own in a file');
  const { file, node, place } = itemAt(parent, path);
  return change(file, deleteItem(file.text, node, place));
}

function deleteFrom(
  parent: Tree,
  { file, member }: { readonly file: SourceFile; readonly member: Member },
  path: ConfigPath,
): FileChange {
  const parts = parent.kind === 'object' ? parent.parts : [];
  for (const { node } of parts) {
    const index = node.members.indexOf(member);
    if (index >= 0) return change(file, deleteMember(file.text, node, index));
  }
  throw impossible(path, 'its place in a file is not known');
}
