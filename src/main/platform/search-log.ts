import { statSync } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { limits } from '../../shared/config/limits.ts';
import type { ParsedParamsOf, ResultOf } from '../../shared/protocol/contract.ts';
import { createLineFilter } from '../../shared/model/log-line.ts';

type Query = ParsedParamsOf<'logs.search'>;

interface LogFile {
  readonly path: string;
  /** What stays of a file when it is renamed. */
  readonly inode: string;
  readonly sizeBytes: number;
}

/**
 * The end of the log now, as a place that stays when files are turned over. Nothing can be written
 * between this and what the caller does at once.
 */
export function endOfLog(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.ino}:${found.size}` : '';
}

/**
 * Reads the log backwards from a place, over rotated files, and keeps the lines that fit. One search
 * reads a bounded number of bytes, in pieces small enough that nobody waits for it; where it stopped
 * tells how to go on.
 */
export async function searchLog(path: string, query: Query): Promise<ResultOf<'logs.search'>> {
  const fits = createLineFilter(query);
  const found: string[] = [];
  let leftBytes = limits.log.searchBytes;
  for (const { file, end } of await findStart(path, query.before)) {
    const handle = await open(file.path, 'r').catch(() => undefined);
    if (!handle) continue;
    try {
      const read = await readBackwards(handle, end, leftBytes, (line) => {
        if (fits(line)) found.push(line);
        return found.length < query.limit;
      });
      leftBytes -= end - read.stoppedAt;
      if (found.length >= query.limit || leftBytes <= 0)
        return answer(found, leftBytes, await placeToGoOn(path, file, read.stoppedAt));
    } finally {
      await handle.close();
    }
  }
  return answer(found, leftBytes, undefined);
}

function answer(
  found: string[],
  leftBytes: number,
  before: string | undefined,
): ResultOf<'logs.search'> {
  const searchedBytes = limits.log.searchBytes - leftBytes;
  return { lines: found.reverse(), searchedBytes, ...(before === undefined ? {} : { before }) };
}

/** The files to be read, the newest first, and where in the first of them to begin. */
async function findStart(
  path: string,
  before: string | undefined,
): Promise<{ readonly file: LogFile; readonly end: number }[]> {
  const files = (await listFiles(path)).map((file) => ({ file, end: file.sizeBytes }));
  if (before === undefined || before === '') return files;
  const [inode, offset] = before.split(':');
  const index = files.findIndex(({ file }) => file.inode === inode);
  const [first, ...older] = index < 0 ? [] : files.slice(index);
  // A file that is gone was the oldest one: there is nothing before it.
  if (!first) return [];
  return [{ ...first, end: Math.min(Number(offset) || 0, first.end) }, ...older];
}

async function listFiles(path: string): Promise<LogFile[]> {
  const paths = [path];
  for (let n = 1; n <= limits.log.files; n += 1) paths.push(path.replace(/\.log$/, `.${n}.log`));
  const files = await Promise.all(paths.map(describe));
  return files.filter((file) => file !== undefined);
}

async function describe(path: string): Promise<LogFile | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found && { path, inode: String(found.ino), sizeBytes: Number(found.size) };
}

const placeOf = (file: LogFile, offset: number): string => `${file.inode}:${offset}`;

/** Undefined at the very beginning of the oldest file. */
async function placeToGoOn(
  path: string,
  file: LogFile,
  offset: number,
): Promise<string | undefined> {
  if (offset > 0) return placeOf(file, offset);
  const oldest = (await listFiles(path)).at(-1);
  return oldest?.inode === file.inode ? undefined : placeOf(file, 0);
}

/**
 * Calls back for each whole line that ends at or before `end`, the last first, until it returns
 * false or enough was read.
 * @returns the place before the last line it was called for
 */
async function readBackwards(
  handle: FileHandle,
  end: number,
  mostBytes: number,
  take: (line: string) => boolean,
): Promise<{ readonly stoppedAt: number }> {
  let rest: Buffer = Buffer.alloc(0);
  let from = end;
  while (from > 0) {
    if (end - from >= mostBytes) return { stoppedAt: from + rest.length };
    const size = Math.min(limits.log.searchChunkBytes, from);
    const piece = Buffer.alloc(size);
    await handle.read(piece, 0, size, from - size);
    from -= size;
    const whole = Buffer.concat([piece, rest]);
    // Up to the first break stands the end of a line that begins in the piece before.
    const firstBreak = from === 0 ? -1 : whole.indexOf(10);
    if (from > 0 && firstBreak < 0) {
      rest = whole;
      continue;
    }
    const stopped = takeLines(whole, firstBreak + 1, take);
    if (stopped !== undefined) return { stoppedAt: from + stopped };
    rest = whole.subarray(0, firstBreak + 1);
  }
  return { stoppedAt: 0 };
}

function takeLines(
  bytes: Buffer,
  start: number,
  take: (line: string) => boolean,
): number | undefined {
  let lineEnd = bytes.length;
  while (lineEnd > start) {
    const at = lineEnd >= 2 ? bytes.lastIndexOf(10, lineEnd - 2) : -1;
    const lineStart = Math.max(start, at + 1);
    const line = bytes.toString('utf8', lineStart, lineEnd).trimEnd();
    if (line !== '' && !take(line)) return lineStart;
    lineEnd = lineStart;
  }
  return undefined;
}
