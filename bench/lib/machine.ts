import { readFileSync, statfsSync } from 'node:fs';
import os from 'node:os';

/** Numbers of the kernel for file systems that keep nothing (statfs(2)). */
const memoryBacked = new Map([
  [0x01021994, 'tmpfs'],
  [0x858458f6, 'ramfs'],
]);

/**
 * Refuses a directory whose files never reach a disk: there a commit costs nothing and every number
 * would be a lie. Throws with a hint.
 */
export function assertRealDisk(dir: string): void {
  const kind = memoryBacked.get(statfsSync(dir).type);
  if (kind !== undefined)
    throw new Error(
      `${dir} is in memory (${kind}): set OPENCLAW_BENCH_DIR to a directory on a disk`,
    );
}

/** What one must know to compare two results. */
export interface MachineFacts {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  readonly fileSystem: string;
  readonly date: string;
}

/** Describes this machine. */
export function describeMachine(dir: string): MachineFacts {
  return {
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.version,
    fileSystem: findFileSystem(dir),
    date: new Date().toISOString(),
  };
}

/** The name of the file system a directory is on: the longest mount point that leads to it. */
function findFileSystem(dir: string): string {
  try {
    const mounts = readFileSync('/proc/mounts', 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' '))
      .filter(([, point = '']) => dir.startsWith(point === '/' ? '/' : `${point}/`))
      .toSorted(([, a = ''], [, b = '']) => b.length - a.length);
    return mounts[0]?.[2] ?? 'unknown';
  } catch {
    return 'unknown';
  }
}
