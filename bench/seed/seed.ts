import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Fills the database of a state directory with messages, in a process of its own, so that its
 * memory and its caches are gone before anything is measured.
 */
export async function seedMessages(dbDir: string, count: number): Promise<void> {
  const program = fileURLToPath(new URL('program.ts', import.meta.url));
  const child = fork(program, [dbDir, String(count)]);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`seeding ended with ${code ?? 'a signal'}`);
}
