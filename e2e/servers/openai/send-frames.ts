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
  if (answer.firstByteMs !== undefined) await sleep(answer.firstByteMs);
  if (res.destroyed) return 'cancelled';
  res.writeHead(200, STREAM_HEADERS);
  if (answer.mishap === undefined && answer.pauseMs === 0 && body.length < 2 && !answer.isSplit) {
    // The fast path: everything in one write.
    onChunk();
    res.end(start + body.join('') + end);
    return 'finished';
  }
  res.write(start);
  // A mishap happens to short answers too: at the last piece at the latest.
  const mishapIndex = Math.min(answer.mishap?.beforeChunk ?? Infinity, body.length - 1);
  for (const [index, text] of body.entries()) {
    if (answer.pauseMs > 0) await sleep(answer.pauseMs);
    if (res.destroyed) return 'cancelled';
    if (answer.mishap !== undefined && index === mishapIndex) {
      switch (answer.mishap.kind) {
        case 'stall':
          return 'stalled';
        case 'cut':
          return await cutSocket(res);
        case 'malformed':
          res.write('event: message\ndata: {"id": "broken", "choices": [{"del\n\n');
          break;
        case 'error-event':
          res.end(failure);
          return 'finished';
        case 'quiet-end':
          res.end();
          return 'finished';
      }
    }
    onChunk();
    if (answer.isSplit === true) await writeBytes(res, text);
    else res.write(text);
  }
  res.end(end);
  return 'finished';
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
