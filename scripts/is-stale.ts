import { statSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { inRoot, root } from './root.ts';

/** What the build reads. */
const sources = [
  'src/**/*.{ts,tsx,css,html,svg,json,png,woff2}',
  'electron.vite.config.ts',
  'scripts/start-chunk-rule.ts',
  'package-lock.json',
];
const products = [
  'out/main/cli.js',
  'out/main/index.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
];

/** Whether something must be built: a product is missing, or older than one of its sources. */
export async function isBuildStale(): Promise<boolean> {
  const builtAt = Math.min(...products.map((file) => modifiedAt(file)));
  if (builtAt === 0) return true;
  for await (const file of glob(sources, { cwd: root })) {
    if (!/\.test\.tsx?$/.test(file) && modifiedAt(file) > builtAt) return true;
  }
  return false;
}

function modifiedAt(file: string): number {
  return statSync(inRoot(file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
