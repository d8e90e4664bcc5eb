import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { limits } from '../../shared/config/limits.ts';
import type { ParsedParamsOf, ResultOf } from '../../shared/protocol/contract.ts';

/**
 * Reads a log from a byte position on, or its end. Only whole lines are returned; the cursor
 * stands behind the last of them. A cursor beyond the end means that the file was turned over.
 */
export async function tailFile(
  path: string,
  params: ParsedParamsOf<'logs.tail'>,
): Promise<ResultOf<'logs.tail'>> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const maxBytes = params.maxBytes ?? limits.log.tailBytes;
    const isReset = params.cursor !== undefined && params.cursor > size;
    const asked = isReset ? undefined : params.cursor;
    const start = Math.max(asked ?? size - maxBytes, 0);
    const buffer = Buffer.alloc(Math.min(maxBytes, size - start));
    await file.read(buffer, 0, buffer.length, start);
    return {
      file: basename(path),
      size,
      ...cutLines(buffer, start, asked === undefined, params.limit),
      ...(isReset ? { reset: true } : {}),
    };
  } finally {
    await file.close();
  }
}

function cutLines(
  buffer: Buffer,
  start: number,
  isEnd: boolean,
  limit: number = limits.log.tailLines,
): { cursor: number; lines: string[]; truncated?: boolean } {
  const lastBreak = buffer.lastIndexOf(10);
  if (lastBreak < 0) return { cursor: start, lines: [] };
  const lines = buffer.subarray(0, lastBreak).toString('utf8').split('\n');
  // A tail that does not begin at the beginning begins in the middle of a line.
  if (isEnd && start > 0) lines.shift();
  if (lines.length <= limit) return { cursor: start + lastBreak + 1, lines };
  if (isEnd) return { cursor: start + lastBreak + 1, lines: lines.slice(-limit), truncated: true };
  const kept = lines.slice(0, limit);
  return {
    cursor: start + Buffer.byteLength(`${kept.join('\n')}\n`),
    lines: kept,
    truncated: true,
  };
}
