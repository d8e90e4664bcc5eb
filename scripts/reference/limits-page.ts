import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { inRoot } from '../root.ts';
import { limits } from '../../src/shared/config/limits.ts';
import { markdownTable, pageText, type Page } from './page.ts';

const source = 'src/shared/config/limits.ts';

/** Every bound of the system, with the comment that stands beside it. */
export const limitsPage: Page = {
  file: 'limits.md',
  render() {
    const comments = readComments();
    const rows = [...flatten(limits, '')].map(([name, value]) => [
      `\`${name}\``,
      formatValue(name, value),
      comments.get(name) ?? '',
    ]);
    return pageText('Limits', [
      `Everything that somebody else can grow has a bound. They stand in \`${source}\`.`,
      markdownTable(['Limit', 'Value', 'Note'], rows),
    ]);
  },
};

function* flatten(value: object, prefix: string): Generator<readonly [string, unknown]> {
  for (const [key, inner] of Object.entries(value)) {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (typeof inner === 'object' && inner !== null) yield* flatten(inner as object, name);
    else yield [name, inner];
  }
}

function formatValue(name: string, value: unknown): string {
  if (typeof value !== 'number') return String(value);
  if (/bytes$/i.test(name) && value >= 1_024 && value % 1_024 === 0) {
    return value % 1_048_576 === 0 ? `${value / 1_048_576} MiB` : `${value / 1_024} KiB`;
  }
  if (/(?:Ms|\.ms)$/.test(name)) return value >= 1_000 ? `${value / 1_000} s` : `${value} ms`;
  return value.toLocaleString('en-US');
}

/** The comments before the properties, by the path of the property. */
function readComments(): ReadonlyMap<string, string> {
  const text = readFileSync(inRoot(source), 'utf8');
  const file = ts.createSourceFile(source, text, ts.ScriptTarget.Latest, true);
  const comments = new Map<string, string>();
  const visit = (node: ts.Node, prefix: string): void => {
    if (!ts.isPropertyAssignment(node)) {
      ts.forEachChild(node, (child) => visit(child, prefix));
      return;
    }
    const key = node.name.getText(file);
    const name = prefix === '' ? key : `${prefix}.${key}`;
    const ranges = ts.getLeadingCommentRanges(text, node.pos) ?? [];
    const raw = ranges.map((range) => text.slice(range.pos, range.end)).join(' ');
    if (raw !== '') comments.set(name, cleanComment(raw));
    visit(node.initializer, name);
  };
  visit(file, '');
  return comments;
}

function cleanComment(raw: string): string {
  return raw
    .replaceAll(/^\s*(?:\/\*+|\*\/|\*|\/\/)/gm, '')
    .replaceAll('*/', '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
