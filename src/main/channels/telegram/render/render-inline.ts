import type {
  Definition,
  Image,
  ImageReference,
  Link,
  LinkReference,
  Nodes,
  RootContent,
} from 'mdast';
import { emptyPiece, escapeHtml, joinPieces, plainPiece, tagged, type Piece } from './piece.ts';

type Mark = 'b' | 'i' | 's' | 'a' | 'blockquote';

export interface RenderContext {
  readonly definitions: ReadonlyMap<string, Definition>;
  /** Tags that are open around; none is opened twice. */
  readonly marks: readonly Mark[];
}

/** Renders with one more tag around, unless that tag is open already. */
export function marked(
  mark: Mark,
  context: RenderContext,
  render: (inner: RenderContext) => Piece,
  attributes = '',
): Piece {
  if (context.marks.includes(mark)) return render(context);
  const inner = render({ ...context, marks: [...context.marks, mark] });
  return tagged(mark, inner, attributes);
}

/** Renders words with their emphasis, links and so on. */
export function renderInline(nodes: readonly RootContent[], context: RenderContext): Piece {
  return joinPieces(nodes.map((node) => renderNode(node, context)));
}

function renderNode(node: RootContent, context: RenderContext): Piece {
  switch (node.type) {
    case 'text':
    case 'html':
      return plainPiece(node.value);
    case 'inlineCode':
      return tagged('code', plainPiece(node.value));
    case 'strong':
      return marked('b', context, (inner) => renderInline(node.children, inner));
    case 'emphasis':
      return marked('i', context, (inner) => renderInline(node.children, inner));
    case 'delete':
      return marked('s', context, (inner) => renderInline(node.children, inner));
    case 'break':
      return plainPiece('\n');
    case 'link':
    case 'linkReference':
    case 'image':
    case 'imageReference':
      return renderReference(node, context);
    case 'footnoteReference':
      return plainPiece(`[${node.identifier}]`);
    default:
      return 'children' in node ? renderInline(node.children, context) : emptyPiece;
  }
}

function renderReference(
  node: Link | LinkReference | Image | ImageReference,
  context: RenderContext,
): Piece {
  const url = 'url' in node ? node.url : (context.definitions.get(node.identifier)?.url ?? '');
  return renderLink(url, context, (inner) =>
    'children' in node ? renderInline(node.children, inner) : plainPiece(node.alt ?? url),
  );
}

/** Telegram makes links of a few schemes only; another address stands behind its words. */
function renderLink(
  url: string,
  context: RenderContext,
  render: (inner: RenderContext) => Piece,
): Piece {
  if (/^(https?|tg|mailto|tel):/i.test(url))
    return marked('a', context, render, ` href="${escapeHtml(url)}"`);
  const words = render(context);
  if (url === '' || url === words.text) return words;
  return joinPieces([words, plainPiece(` (${url})`)]);
}

/** The bare words of a node. */
export function plainTextOf(node: Nodes): string {
  if ('value' in node) return node.value;
  if (node.type === 'break') return ' ';
  if (node.type === 'image') return node.alt ?? '';
  return 'children' in node ? node.children.map((child) => plainTextOf(child)).join('') : '';
}
