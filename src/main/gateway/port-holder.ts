import { readdir, readFile, readlink } from 'node:fs/promises';

/** How long somebody on the port may take to say who it is. */
const askMs = 300;
/** Processes that are looked at before giving up. */
const mostProcesses = 5_000;

/**
 * Who holds a port, for a sentence: ` by node (process 123)`, ` by another OpenClaw`, or nothing
 * when it can't be found out. Names only the program, never its arguments: those may hold secrets.
 */
export async function describePortHolder(host: string, port: number): Promise<string> {
  const [isOpenClaw, process] = await Promise.all([askHealth(host, port), findProcess(port)]);
  const what = isOpenClaw ? 'another OpenClaw' : process?.name;
  if (what === undefined) return '';
  return process ? ` by ${what} (process ${process.pid})` : ` by ${what}`;
}

async function askHealth(host: string, port: number): Promise<boolean> {
  try {
    const target = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
    const name = target.includes(':') ? `[${target}]` : target;
    const answer = await fetch(`http://${name}:${port}/healthz`, {
      signal: AbortSignal.timeout(askMs),
    });
    const body: unknown = JSON.parse((await answer.text()).slice(0, 1024));
    return typeof body === 'object' && body !== null && 'status' in body && body.status === 'live';
  } catch {
    return false;
  }
}

interface Holder {
  readonly pid: number;
  readonly name: string;
}

/** Linux only: the listening socket in /proc/net, then the process that has it open. */
async function findProcess(port: number): Promise<Holder | undefined> {
  const inodes = new Set<string>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const inode of listeningInodes(await readOrNothing(table), port)) inodes.add(inode);
  }
  if (inodes.size === 0) return undefined;
  const pids = (await namesIn('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids.slice(0, mostProcesses)) {
    if (!(await holdsSocket(pid, inodes))) continue;
    const name = (await readOrNothing(`/proc/${pid}/comm`)).trim();
    return { pid: Number(pid), name: name === '' ? 'a program' : name };
  }
  return undefined;
}

/** Rows of /proc/net/tcp: local address, state (0A is listening) and inode at fixed places. */
export function listeningInodes(table: string, port: number): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((cells) => cells[1]?.endsWith(`:${wanted}`) === true && cells[3] === '0A')
    .flatMap((cells) => cells[9] ?? []);
}

async function holdsSocket(pid: string, inodes: ReadonlySet<string>): Promise<boolean> {
  for (const fd of await namesIn(`/proc/${pid}/fd`)) {
    const target = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => '');
    const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
    if (inode !== undefined && inodes.has(inode)) return true;
  }
  return false;
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
const readOrNothing = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');
