import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';

/** The flag of a descriptor that does not go on to children, as the kernel writes it (octal). */
const closesOnExec = 0o2000000;
const highestLookedAt = 1_023;

/** Descriptors for a child; `close` what was opened for it once it is started. */
export interface ChildDescriptors {
  readonly stdio: ('pipe' | 'ignore' | number)[];
  close(): void;
}

/**
 * What a child gets as its descriptors: three pipes and nothing else. Node's own do not go on to a
 * child, but those do that we were started with by somebody careless; over each of them goes one
 * that leads nowhere. Other systems than Linux do not say which these are.
 */
export function closedDescriptors(): ChildDescriptors {
  const inherited = listInherited();
  if (inherited.length === 0) return { stdio: ['pipe', 'pipe', 'pipe'], close: () => undefined };
  const nowhere = openSync(devNull, 'r');
  const stdio: ChildDescriptors['stdio'] = ['pipe', 'pipe', 'pipe'];
  for (let fd = 3; fd <= Math.max(...inherited); fd++)
    stdio.push(inherited.includes(fd) ? nowhere : 'ignore');
  return { stdio, close: () => closeSync(nowhere) };
}

function listInherited(): readonly number[] {
  return list('/proc/self/fdinfo').filter((fd) => {
    if (fd < 3 || fd > highestLookedAt) return false;
    const [, flags] = /^flags:\s*(\d+)/m.exec(read(`/proc/self/fdinfo/${fd}`)) ?? [];
    return flags !== undefined && (Number.parseInt(flags, 8) & closesOnExec) === 0;
  });
}

function list(folder: string): readonly number[] {
  try {
    return readdirSync(folder).map(Number);
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // It was the descriptor that read the folder.
    return '';
  }
}
