import { readdirSync, readFileSync } from 'node:fs';

/** The processes a process started that live now, and those they started. Reads /proc. */
export function listDescendants(rootPid: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? readParent(Number(name)) : undefined;
    if (parent !== undefined) parents.set(Number(name), parent);
  }
  const found = new Set([rootPid]);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  found.delete(rootPid);
  return [...found];
}

/** The channel hosts below a gateway. */
export function listHosts(gatewayPid: number): readonly number[] {
  return listDescendants(gatewayPid).filter((pid) =>
    /node-host\.[tj]s\0/.test(read(`/proc/${pid}/cmdline`)),
  );
}

/** Whether a process is there and has not ended (one that nobody waited for is a zombie). */
export function isAlive(pid: number): boolean {
  const state = readFields(pid)?.[0];
  return state !== undefined && state !== 'Z' && state !== 'X';
}

/** Milliseconds of processor time a process has used; 0 when it is gone. Counts in steps of 10. */
export function readCpuMs(pid: number): number {
  // User and system time stand at these places, in hundredths of a second.
  const [user, system] = (readFields(pid) ?? []).slice(11, 13);
  return 10 * (Number(user ?? 0) + Number(system ?? 0));
}

/** Kills a process of ours; false when it was gone already. */
export function killNow(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

function readParent(pid: number): number | undefined {
  const parent = readFields(pid)?.[1];
  return parent === undefined ? undefined : Number(parent);
}

/** What stands behind the command's name, which may hold anything: state, parent, ... */
function readFields(pid: number): readonly string[] | undefined {
  const [, rest] = /\) ([^)]*)$/.exec(read(`/proc/${pid}/stat`)) ?? [];
  return rest?.split(' ');
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
