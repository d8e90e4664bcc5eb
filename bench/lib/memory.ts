import { readFileSync } from 'node:fs';
import { listDescendants } from '../../e2e/crash/processes.ts';

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
  const rollups = [rootPid, ...listDescendants(rootPid)].map(readRollup);
  const sum = (key: string): number =>
    rollups.reduce((total, text) => total + readKib(text, key) * 1_024, 0);
  return {
    processes: rollups.filter((text) => text !== '').length,
    rssBytes: sum('Rss'),
    pssBytes: sum('Pss'),
  };
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
