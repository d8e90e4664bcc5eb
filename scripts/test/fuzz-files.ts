import { glob, readFile } from 'node:fs/promises';
import { inRoot, root } from '../root.ts';

/** Tests with random input: they read FUZZ_CASES, and print their seed. */
export async function findFuzzFiles(): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const file of glob('src/**/*.test.ts', { cwd: root })) {
    const text = await readFile(inRoot(file), 'utf8');
    if (/FUZZ_CASES|fuzz-settings/.test(text)) files.push(file);
  }
  return files.sort();
}

/** What vitest is told to run them: no test is too slow here. */
export const fuzzArgs = ['--testTimeout=3600000'];
