import type { Code, List, ListItem, RootContent, Table } from 'mdast';
import { emptyPiece, escapeHtml, joinPieces, plainPiece, tagged, type Piece } from './piece.ts';
import { marked, plainTextOf, renderInline, type RenderContext } from './render-inline.ts';

/** Renders paragraphs, lists and so on, with an empty line between them. */
export function renderBlocks(
  nodes: readonly RootContent[],
  context: RenderContext,
  separator = '\n\n',
): Piece {
  const pieces = nodes.map((node) => renderBlock(node, context));
  return joinPieces(
    pieces.filter(({ text }) => text !== ''),
    separator,
  );
}

function renderBlock(node: RootContent, context: RenderContext): Piece {
  switch (node.type) {
    case 'heading':
      return marked('b', context, (inner) => renderInline(node.children, inner));
    case 'paragraph':
      return renderInline(node.children, context);
    case 'code':
      return renderCode(node);
    case 'blockquote':
      // Telegram refuses a quote within a quote.
      return marked('blockquote', context, (inner) => renderBlocks(node.children, inner));
    case 'list':
      return renderList(node, context);
    case 'table':
      return renderTable(node);
    case 'thematicBreak':
      return plainPiece('———');
    case 'definition':
    case 'yaml':
      return emptyPiece;
    case 'footnoteDefinition':
      return joinPieces([
        plainPiece(`[${node.identifier}] `),
        renderBlocks(node.children, context),
      ]);
    default:
      return renderInline([node], context);
  }
}

function renderCode({ value, lang }: Code): Piece {
  if (value === '') return emptyPiece;
  const words = plainPiece(value);
  if (!lang) return tagged('pre', words);
  return tagged('pre', tagged('code', words, ` class="language-${escapeHtml(lang)}"`));
}

function renderList(list: List, context: RenderContext): Piece {
  const items = list.children.map((item, index) => {
    const number = `${(list.start ?? 1) + index}.`;
    const bullet = list.ordered ? number : '•';
    return renderItem(item, bullet, context);
  });
  return joinPieces(items, list.spread ? '\n\n' : '\n');
}

function renderItem(item: ListItem, bullet: string, context: RenderContext): Piece {
  const box = typeof item.checked === 'boolean' ? (item.checked ? ' ☑' : ' ☐') : '';
  const body = renderBlocks(item.children, context, '\n');
  return joinPieces([plainPiece(`${bullet}${box} `), indented(body)]);
}

/** Everything but the first line moves in; code keeps its own lines. */
function indented({ html, text }: Piece): Piece {
  const moveIn = (lines: string): string => lines.replaceAll('\n', '\n   ');
  const parts = html.split(/(<pre>[\s\S]*?<\/pre>)/);
  const isCode = (part: string): boolean => part.startsWith('<pre>');
  return {
    html: parts.map((part) => (isCode(part) ? part : moveIn(part))).join(''),
    // The longer of the two counts against the limit; code is not moved, so this is enough.
    text: moveIn(text),
  };
}

function renderTable({ children }: Table): Piece {
  const rows = children.map((row) => row.children.map((cell) => plainTextOf(cell)));
  const columnCount = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columnCount }, (_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const pad = (word: string, width: number): string =>
    word + ' '.repeat(Math.max(0, width - word.length));
  const lines = rows.map((row) =>
    widths
      .map((width, column) => pad(row[column] ?? '', width))
      .join(' | ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '-'.repeat(width)).join('-+-');
  return tagged('pre', plainPiece([lines[0] ?? '', rule, ...lines.slice(1)].join('\n')));
}
