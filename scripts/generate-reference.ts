// Writes the pages of docs/reference from the registries and schemas; with --check it writes
// nothing and fails when a page is not what it would write.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { referencePages } from './reference/pages.ts';
import { inRoot } from './root.ts';

const isCheck = process.argv.includes('--check');
const stale: string[] = [];
await mkdir(inRoot('docs', 'reference'), { recursive: true });
for (const page of referencePages) {
  const file = inRoot('docs', 'reference', page.file);
  const text = page.render();
  if ((await readFile(file, 'utf8').catch(() => undefined)) === text) continue;
  stale.push(page.file);
  if (!isCheck) await writeFile(file, text);
}
if (isCheck && stale.length > 0) {
  console.error(
    `Not up to date: ${stale.join(', ')}. Run "npm run generate" and commit the result.`,
  );
  process.exitCode = 1;
}
