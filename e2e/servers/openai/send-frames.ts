import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageAnswer } from './answer.ts';

/** An answer as text of server-sent events: one element of `body` for each piece of content. */
export interface Frames {
  readonly start: string;
  readonly body: readonly string[];
  readonly end: string;
  /** An event by which the server tells of its own failure. */
  readonly failure: string;
}

/** How the sending went: `stalled` answers stay open until the client or the control ends them. */
export type SendResult = 'finished' | 'cut' | 'cancelled' | 'stalled';

const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache',
} as const;

/** Sends an answer as server-sent events. `onChunk` is told of every piece of content sent. */
export async function sendFrames(
  res: ServerResponse,
  { start, body, end, failure }: Frames,
  answer: MessageAnswer,
  onChunk: () => void,
): Promise<SendResult> {
  const { mishap, pauseMs, isSplit = false, firstByteMs } = answer;
  if (firstByteMs !== undefined) await sleep(firstByteMs);
  if (isGone(res)) return 'cancelled';
  res.writeHead(200, STREAM_HEADERS);
  if (isOneWrite(answer, body)) {
    // The fast path: everything in one write.
    onChunk();
    res.end(start + body.join('') + end);
    return 'finished';
  }
  res.write(start);
  // A mishap happens to short answers too: at the last piece at the latest.
  const mishapIndex = Math.min(mishap?.beforeChunk ?? Infinity, body.length - 1);
  for (const [index, text] of body.entries()) {
    if (pauseMs > 0) await sleep(pauseMs);
    if (isGone(res)) return 'cancelled';
    const result = mishap && index === mishapIndex && (await happen(mishap, res, failure));
    if (result) return result;
    onChunk();
    if (isSplit) await writeBytes(res, text);
    else res.write(text);
  }
  res.end(end);
  return 'finished';
}

const isOneWrite = (
  { mishap, pauseMs, isSplit }: MessageAnswer,
  body: readonly string[],
): boolean => mishap === undefined && pauseMs === 0 && body.length < 2 && isSplit !== true;

/** The client may go away while we wait. */
const isGone = (res: ServerResponse): boolean => res.destroyed;

async function happen(
  { kind }: NonNullable<MessageAnswer['mishap']>,
  res: ServerResponse,
  failure: string,
): Promise<SendResult | undefined> {
  switch (kind) {
    case 'stall':
      return 'stalled';
    case 'cut':
      return await cutSocket(res);
    case 'malformed':
      res.write('data: {"id": "chatcmpl-broken", "choices": [{"del\n\n');
      return undefined;
    case 'error-event':
      res.end(failure);
      return 'finished';
    case 'quiet-end':
      res.end();
      return 'finished';
  }
}

/** Each byte in a write of its own; what the network makes of it is its own affair. */
async function writeBytes(res: ServerResponse, text: string): Promise<void> {
  for (const byte of Buffer.from(text)) {
    await new Promise<void>((resolve) => res.write(Buffer.of(byte), () => resolve()));
  }
}

/** Lets what was written reach the client, then cuts the socket. */
export async function cutSocket(res: ServerResponse): Promise<SendResult> {
  await new Promise<void>((resolve) => res.write('', () => resolve()));
  await sleep(5);
  res.destroy();
  return 'cut';
}
