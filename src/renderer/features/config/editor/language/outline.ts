import type { LooseNode, LooseText } from '../../../../../shared/json5/parse-loose.ts';
import type { Span } from '../../../../../shared/json5/tree.ts';

/** One setting of the outline. */
export interface OutlineEntry {
  readonly name: string;
  /** A short value, or what is said about an object by its name or model. */
  readonly detail: string;
  readonly kind: 'object' | 'list' | 'text' | 'number' | 'switch' | 'nothing';
  readonly range: Span;
  readonly nameRange: Span;
  readonly children: readonly OutlineEntry[];
}

const mostDetail = 40;

/** The settings of a text as a tree. */
export function listOutline({ root }: LooseText): readonly OutlineEntry[] {
  return root ? childrenOf(root) : [];
}

function childrenOf(node: LooseNode): readonly OutlineEntry[] {
  if (node.kind === 'array') {
    return node.items
      .filter(({ kind }) => kind !== 'scalar')
      .map((item, index) => entryOf(String(index), item, item));
  }
  if (node.kind !== 'object') return [];
  return node.members.map(({ key, keySpan, value }) => entryOf(key, keySpan, value));
}

function entryOf(name: string, nameRange: Span, value: LooseNode | undefined): OutlineEntry {
  return {
    name: name === '' ? '""' : name,
    detail: detailOf(value),
    kind: kindOf(value),
    range: { start: nameRange.start, end: Math.max(nameRange.end, value?.end ?? 0) },
    nameRange: value === nameRange ? { start: value.start, end: value.start + 1 } : nameRange,
    children: value ? childrenOf(value) : [],
  };
}

/** A value that is no object, short. */
function detailOf(value: LooseNode | undefined): string {
  if (value?.kind !== 'scalar') return '';
  const text = String(value.value);
  return text.length > mostDetail ? `${text.slice(0, mostDetail - 1)}…` : text;
}

function kindOf(value: LooseNode | undefined): OutlineEntry['kind'] {
  if (value?.kind === 'object') return 'object';
  if (value?.kind === 'array') return 'list';
  switch (typeof value?.value) {
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'switch';
    default:
      return 'nothing';
  }
}

/** Everything that can be folded: brackets and comments over several lines. */
export function listFolds({ root, tokens }: LooseText): readonly (Span & { isComment: boolean })[] {
  const folds = tokens
    .filter(({ kind }) => kind === 'comment')
    .map(({ start, end }) => ({ start, end, isComment: true }));
  const visit = (node: LooseNode | undefined): void => {
    if (!node || node.kind === 'scalar') return;
    folds.push({ start: node.start, end: node.end, isComment: false });
    if (node.kind === 'array') node.items.forEach(visit);
    else node.members.forEach(({ value }) => visit(value));
  };
  visit(root);
  return folds;
}
