import { spawnSync } from 'node:child_process';

/**
 * The tracer that goes before a program: what it writes, and what it makes the disk keep. The
 * tracer runs beside the program (-D), so that signals reach the program itself.
 */
export function tracer(traceFile: string): readonly string[] {
  const calls = 'trace=fsync,fdatasync,write,writev,pwrite64,pwritev,sendto,sendmsg';
  // Longer than a page of the database, so that the text in it is seen whole.
  return [
    'strace',
    '-D',
    '-f',
    '-y',
    '-s',
    '9000',
    '-e',
    calls,
    '-e',
    'signal=none',
    '-o',
    traceFile,
  ];
}

/** Whether this machine lets us trace; where it does not, nothing is proven about the disk. */
export function canTrace(): boolean {
  return spawnSync('strace', ['-f', '-e', 'trace=none', 'true']).status === 0;
}

/** The order of things in a trace: numbers of lines, -1 for what did not happen. */
export interface TraceOrder {
  /** The text is written to the database's log. */
  readonly written: number;
  /** The log is on the disk. */
  readonly synced: number;
  /** The acknowledgement leaves through a socket. */
  readonly acknowledged: number;
}

const syncDone = /(fsync|fdatasync)\(\d+<[^>]*-wal>\)\s*= 0/;
const syncBegun = /^(\d+)\s+(?:fsync|fdatasync)\(\d+<[^>]*-wal>/;
const syncResumed = /^(\d+)\s+<\.\.\. (?:fsync|fdatasync) resumed>.*= 0/;
const logWrite = /\b(?:pwrite64|pwritev|write|writev)\(\d+<[^>]*-wal>/;
const socketWrite = /\b(?:write|writev|sendto|sendmsg)\(\d+<(?:socket|TCP|TCPv6):/;

/**
 * Finds when a text reached the database's log, when the disk had it, and when the first bytes
 * that acknowledge it left. Pure, so that it can be shown traces of a program that cheats.
 */
export function findOrder(trace: string, text: string, acknowledgement: string): TraceOrder {
  // In the trace, strings are written as in C.
  const wanted = JSON.stringify(acknowledgement).slice(1, -1);
  const syncing = new Set<string>();
  const order = { written: -1, synced: -1, acknowledged: -1 };
  for (const [number, line] of trace.split('\n').entries()) {
    if (logWrite.test(line) && line.includes(text) && order.written < 0) order.written = number;
    if (order.acknowledged < 0 && socketWrite.test(line) && line.includes(wanted))
      order.acknowledged = number;
    if (order.written < 0 || order.synced >= 0) continue;
    if (isSynced(line, syncing)) order.synced = number;
  }
  return order;
}

/** Whether a line ends a sync that began after the write; a call can be cut in two by others. */
function isSynced(line: string, syncing: Set<string>): boolean {
  if (syncDone.test(line)) return true;
  const begun = syncBegun.exec(line)?.[1];
  if (begun !== undefined) syncing.add(begun);
  const resumed = syncResumed.exec(line)?.[1];
  return resumed !== undefined && syncing.has(resumed);
}

/** True when the disk had the text before the acknowledgement left. */
export function isDurable({ written, synced, acknowledged }: TraceOrder): boolean {
  return written >= 0 && synced > written && acknowledged > synced;
}
