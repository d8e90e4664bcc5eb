import type { ConfigPath } from '../../../shared/config/path.ts';
import type { Tree } from '../tree.ts';
import { insertElement } from './elements.ts';
import { applySplices } from './splice.ts';
import { indentationAt } from './text-style.ts';
import { impossible, lastPart, onlyNode, treeFor, type FileChange } from './text-step.ts';

/**
 * Puts the text of a value, comments and all, under another key of the same object.
 * @param layout `indented` moves its lines to where they now stand.
 * @throws AppError CONFIG_EDIT_IMPOSSIBLE when no single place says the value.
 */
export function copyMember(
  root: Tree,
  path: ConfigPath,
  to: string,
  layout: 'indented' | 'verbatim',
): FileChange {
  const tree = treeFor(root, path);
  const source = sourceText(tree, path);
  const parent = treeFor(root, path.slice(0, -1));
  if (parent.kind !== 'object') throw impossible(path, 'it has no name of its own in a file');
  const { file, node } = lastPart(parent, path);
  const print = (baseIndent: string): string =>
    layout === 'verbatim' ? source.text : moveLines(source.text, source.baseIndent, baseIndent);
  const splices = insertElement(file.text, node, { key: to, value: undefined, print });
  return { file, text: applySplices(file.text, splices) };
}

function sourceText(
  tree: Tree,
  path: ConfigPath,
): { readonly text: string; readonly baseIndent: string } {
  const { file, node } = onlyNode(tree, path);
  const text = file.text.slice(node.start, node.end);
  return { text, baseIndent: indentationAt(file.text, node.start) };
}

function moveLines(text: string, from: string, to: string): string {
  return text
    .split(/(?<=\n)/)
    .map((line, index) => {
      if (index === 0 || line.trim() === '') return line;
      return line.startsWith(from) ? to + line.slice(from.length) : line;
    })
    .join('');
}
