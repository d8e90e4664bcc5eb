import { lstat, open, realpath, stat } from 'node:fs/promises';
import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';

/** What the loader asks of a file system; tests put another one in its place. */
export interface ConfigFiles {
  /** Resolves every link on the way. Undefined when there is nothing at that path. */
  realPath(path: string): Promise<string | undefined>;
  /**
   * The text of a file with its byte-order mark. Undefined when there is none.
   * @throws AppError when it is too large, not UTF-8 or cannot be read.
   */
  readText(path: string): Promise<string | undefined>;
}

/** The file system of the machine. */
export const diskFiles: ConfigFiles = {
  realPath: (path) => orUndefined(realpath(path)),
  readText: async (path) => {
    const bytes = await orUndefined(readBounded(path, limits.config.fileBytes));
    return bytes === undefined ? undefined : decodeText(bytes);
  },
};

/**
 * Reads at most `limitBytes`. The size is asked for first, so that a huge file costs nothing, and
 * what is not a plain file is refused: reading a pipe would wait for ever.
 */
export async function readBounded(path: string, limitBytes: number): Promise<Buffer> {
  // Opening a pipe without a writer never returns, so the kind is asked for before.
  if (!(await stat(path)).isFile()) {
    throw new AppError('CONFIG_UNREADABLE', { reason: 'it is not a plain file' });
  }
  const file = await open(path, 'r');
  try {
    const found = await file.stat();
    if (found.size > limitBytes) throw new AppError('CONFIG_TOO_LARGE', { limitBytes });
    const bytes = await file.readFile();
    if (bytes.length > limitBytes) throw new AppError('CONFIG_TOO_LARGE', { limitBytes });
    return bytes;
  } finally {
    await file.close();
  }
}

/** Decodes strictly: a byte that is not UTF-8 would be lost when the file is written back. */
export function decodeText(bytes: Buffer): string {
  const detail = foreignEncoding(bytes);
  try {
    if (detail === '')
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // The error below says it in words a user knows.
  }
  throw new AppError('CONFIG_NOT_UTF8', { detail });
}

function foreignEncoding(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  return mark === 'fffe' || mark === 'feff' ? ' but UTF-16' : '';
}

/** Turns "there is no such file" into undefined and other failures into an error with a code. */
async function orUndefined<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (thrown) {
    if (isNodeError(thrown, 'ENOENT') || isNodeError(thrown, 'ENOTDIR')) return undefined;
    if (thrown instanceof AppError) throw thrown;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AppError('CONFIG_UNREADABLE', { reason }, { cause: thrown });
  }
}

/** Whether a thrown value is the system's error of that code. */
export function isNodeError(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code;
}

/** Whether there is a link at that path; the watcher has to look wider then. */
export async function isLink(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isSymbolicLink() ?? false;
}
