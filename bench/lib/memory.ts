import { readdirSync, readFileSync } from 'node:fs';

/** Memory of a process and everything it started. */
export interface MemoryUse {
  readonly processes: number;
  /** Resident bytes, shared pages counted in each process. */
  readonly rssBytes: number;
  /** Shared pages divided among those who share them. */
  readonly pssBytes: number;
}

/** Reads /proc. Processes that end meanwhile count as nothing. */
export function readMemory(rootPid: number): MemoryUse {
  const rollups = [...descendants(rootPid)].map(readRollup);
  const sum = (key: string): number =>
    rollups.reduce((total, text) => total + readKib(text, key) * 1_024, 0);
  return {
    processes: rollups.filter((text) => text !== '').length,
    rssBytes: sum('Rss'),
    pssBytes: sum('Pss'),
  };
}

/** A process and all below it. */
function descendants(rootPid: number): ReadonlySet<number> {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? readParent(name) : undefined;
    if (parent !== undefined) parents.set(Number(name), parent);
  }
  const found = new Set([rootPid]);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  return found;
}

function readParent(pid: string): number | undefined {
  // The command's name stands in parentheses and may hold anything, also spaces.
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ');
  return fields?.[1] === undefined ? undefined : Number(fields[1]);
}

function readRollup(pid: number): string {
  return read(`/proc/${pid}/smaps_rollup`);
}

function readKib(text: string, key: string): number {
  return Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
