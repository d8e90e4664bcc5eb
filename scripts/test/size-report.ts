import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import ts from 'typescript';
import { inRoot, root } from '../root.ts';
import type { Stage } from './stage.ts';

/**
 * Above `wanted` it is listed, above `most` the check fails. Lines of code: empty ones and those
 * that hold nothing but a comment do not count, as for the linter.
 */
const bounds = { file: { wanted: 300, most: 500 }, function: { wanted: 40, most: 80 } };

/** So many of a kind are named; the rest are counted, so that a failure is not buried. */
const mostNamed = 12;

interface Finding {
  readonly what: string;
  readonly lines: number;
  readonly kind: keyof typeof bounds;
}

/** Lists long files and long functions of the product and of the tools around it. */
export const sizeStage: Stage = {
  name: 'size report',
  async run() {
    const startedAt = performance.now();
    const findings: Finding[] = [];
    let files = 0;
    for await (const file of glob('{src,e2e,bench,scripts}/**/*.{ts,tsx}', { cwd: root })) {
      files += 1;
      findings.push(...measureSource(file, readFileSync(inRoot(file), 'utf8')));
    }
    findings.sort((a, b) => b.lines - a.lines);
    const failures = findings.filter((found) => found.lines > bounds[found.kind].most);
    const passed = failures.length === 0 ? 1 : 0;
    return {
      name: 'size report',
      passed,
      failed: 1 - passed,
      skipped: 0,
      durationMs: performance.now() - startedAt,
      report: [
        `${files} files`,
        ...summarize(findings, 'file'),
        ...summarize(findings, 'function'),
      ].join('\n'),
      details: failures.map(describe).join('\n'),
    };
  },
};

/** What is longer than wanted in one file; the functions of tests are not measured. */
export function measureSource(file: string, text: string): readonly Finding[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const findings: Finding[] = [];
  const codeLines = findCodeLines(source);
  const lineOf = (position: number): number =>
    source.getLineAndCharacterOfPosition(position).line + 1;
  const note = (kind: keyof typeof bounds, what: string, lines: number): void => {
    if (lines > bounds[kind].wanted) findings.push({ kind, what, lines });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const start = lineOf(node.getStart());
      const end = lineOf(node.end);
      const lines = codeLines.filter((line) => line >= start && line <= end).length;
      note('function', `${file}:${start}`, lines);
    }
    ts.forEachChild(node, visit);
  };
  note('file', file, codeLines.length);
  if (file.startsWith('src/') && !/\.test\.tsx?$/.test(file)) visit(source);
  return findings;
}

/** The numbers of the lines on which a token stands, or a part of one. */
function findCodeLines(source: ts.SourceFile): readonly number[] {
  const lines = new Set<number>();
  const visit = (node: ts.Node): void => {
    if (ts.isToken(node)) {
      const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      const last = source.getLineAndCharacterOfPosition(node.end).line + 1;
      if (node.kind !== ts.SyntaxKind.EndOfFileToken) {
        for (let line = first; line <= last; line += 1) lines.add(line);
      }
    }
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  return [...lines].sort((a, b) => a - b);
}

/** The longest of a kind, and how many more there are. */
function summarize(findings: readonly Finding[], kind: Finding['kind']): readonly string[] {
  const ofKind = findings.filter((found) => found.kind === kind);
  const unnamed = ofKind.length - mostNamed;
  const rest = unnamed > 0 ? [`  and ${unnamed} more over ${bounds[kind].wanted}`] : [];
  return [...ofKind.slice(0, mostNamed).map(describe), ...rest];
}

function describe(found: Finding): string {
  const mark = found.lines > bounds[found.kind].most ? '  <- too long' : '';
  return `${String(found.lines).padStart(5)} lines  ${found.kind.padEnd(8)}  ${found.what}${mark}`;
}
