import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { inRoot } from '../root.ts';
import type { Stage } from './stage.ts';

/** What a browser fetches before the first page shows, compressed with gzip, the worse of the two. */
const mostBytes = 350 * 1024;
/** The first page, which is a chunk of its own. */
const firstPage = /^overview-page-.*\.(?:js|css)$/;
/** What may never be among it, however it came there. */
const heavy = /^(?:monaco|editor-worker)-/;

/** The size of all files of one load. */
export interface LoadSize {
  readonly files: readonly string[];
  readonly bytes: number;
  readonly gzipBytes: number;
  readonly brotliBytes: number;
}

/** Fails when the first page of the built interface has grown too large. */
export const firstLoadStage: Stage = {
  name: 'first load',
  run() {
    const startedAt = performance.now();
    const size = measureFirstLoad(inRoot('out', 'renderer'));
    const problems = findLoadProblems(size);
    const passed = problems.length === 0 ? 1 : 0;
    return Promise.resolve({
      name: 'first load',
      passed,
      failed: 1 - passed,
      skipped: 0,
      durationMs: performance.now() - startedAt,
      report: describeLoad(size),
      details: problems.join('\n'),
    });
  },
};

/** What speaks against a load, in plain words. */
export function findLoadProblems({ files, gzipBytes }: LoadSize): readonly string[] {
  return [
    ...files.filter((file) => heavy.test(file)).map((file) => `${file} is loaded at once`),
    ...(gzipBytes > mostBytes ? [`${kilobytes(gzipBytes)} of ${kilobytes(mostBytes)}`] : []),
  ];
}

/** Measures what the page itself names, the chunk of the first page, and all they import statically. */
export function measureFirstLoad(dir: string): LoadSize {
  const html = readFileSync(path.join(dir, 'index.html'), 'utf8');
  const assets = readdirSync(path.join(dir, 'assets'));
  const named = [...html.matchAll(/(?:src|href)="\/assets\/([^"]+)"/g)].map(([, name]) => name);
  const files = new Set<string>();
  const visit = (name: string): void => {
    if (files.has(name)) return;
    files.add(name);
    if (!name.endsWith('.js')) return;
    for (const imported of staticImports(readFileSync(path.join(dir, 'assets', name), 'utf8'))) {
      visit(imported);
    }
  };
  for (const name of [...named, ...assets.filter((file) => firstPage.test(file))]) {
    if (name !== undefined) visit(name);
  }
  return sum(dir, [...files]);
}

/** `import{a}from"./x.js"` and `import"./x.js"`, as a bundle writes them; not `import("./x.js")`. */
function staticImports(text: string): readonly string[] {
  const found = text.matchAll(/(?:\bfrom|\bimport)\s*(["'`])\.\/([\w.-]+\.js)\1/g);
  return [...found].flatMap(([, , name]) => (name === undefined ? [] : [name]));
}

function sum(dir: string, files: readonly string[]): LoadSize {
  const contents = files.map((name) => readFileSync(path.join(dir, 'assets', name)));
  contents.push(readFileSync(path.join(dir, 'index.html')));
  const total = (sizeOf: (content: Buffer) => number): number =>
    contents.reduce((all, content) => all + sizeOf(content), 0);
  return {
    files,
    bytes: total((content) => content.length),
    gzipBytes: total((content) => gzipSync(content, { level: 9 }).length),
    brotliBytes: total((content) => brotliCompressSync(content).length),
  };
}

function describeLoad({ files, bytes, gzipBytes, brotliBytes }: LoadSize): string {
  const sizes = `gzip ${kilobytes(gzipBytes)}, Brotli ${kilobytes(brotliBytes)}`;
  return `${files.length} files, ${kilobytes(bytes)}: ${sizes}`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(0)} KB`;
}
