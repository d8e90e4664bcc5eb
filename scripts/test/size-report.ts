import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import ts from 'typescript';
import { inRoot, root } from '../root.ts';
import type { Stage } from './stage.ts';

/** Above `wanted` it is listed, above `most` the check fails. Lines as an editor counts them. */
const bounds = { file: { wanted: 300, most: 500 }, function: { wanted: 40, most: 80 } };

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
      report: [`${files} files`, ...findings.map(describe)].join('\n'),
      details: failures.map(describe).join('\n'),
    };
  },
};

/** What is longer than wanted in one file; the functions of tests are not measured. */
export function measureSource(file: string, text: string): readonly Finding[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const findings: Finding[] = [];
  const lineOf = (position: number): number =>
    source.getLineAndCharacterOfPosition(position).line + 1;
  const note = (kind: keyof typeof bounds, what: string, lines: number): void => {
    if (lines > bounds[kind].wanted) findings.push({ kind, what, lines });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const start = lineOf(node.getStart());
      note('function', `${file}:${start}`, lineOf(node.end) - start + 1);
    }
    ts.forEachChild(node, visit);
  };
  note('file', file, text.split('\n').length - 1);
  if (file.startsWith('src/') && !/\.test\.tsx?$/.test(file)) visit(source);
  return findings;
}

function describe(found: Finding): string {
  const mark = found.lines > bounds[found.kind].most ? '  <- too long' : '';
  return `${String(found.lines).padStart(5)} lines  ${found.kind.padEnd(8)}  ${found.what}${mark}`;
}
