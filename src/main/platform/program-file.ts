import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Finds another program of ours, to start it as a child or a worker. From the sources it is
 * `src/main/<name>.ts`; in the build this module is in a chunk, and the programs lie beside the
 * chunks' folder.
 */
export function findProgram(name: string): string {
  const here = import.meta.url;
  const candidates = here.endsWith('.ts') ? [`../${name}.ts`] : [`./${name}.js`, `../${name}.js`];
  const files = candidates.map((candidate) => fileURLToPath(new URL(candidate, here)));
  return files.find((file) => existsSync(file)) ?? files[0] ?? name;
}
