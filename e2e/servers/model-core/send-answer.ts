import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageAnswer, PlannedCall } from './answer.ts';

/** How a vendor writes an answer down; each text is one event of its stream. */
export interface StreamWriter {
  readonly contentType: string;
  thought(text: string, answer: MessageAnswer): string;
  piece(text: string): string;
  calls(calls: readonly PlannedCall[], answer: MessageAnswer): string[];
  /** The last event or events. */
  end(answer: MessageAnswer): string;
  /** An event that is not what it should be. */
  readonly malformed: string;
  /** How the vendor says in the middle of a stream that it failed. */
  readonly failure: string;
}

/** How the sending went: `stalled` answers stay open until the client or the control ends them. */
export type SendResult = 'finished' | 'cut' | 'cancelled' | 'stalled';

/** Sends an answer as a stream. */
export async function sendAnswer(
  res: ServerResponse,
  answer: MessageAnswer,
  writer: StreamWriter,
): Promise<SendResult> {
  if (answer.firstByteMs !== undefined) await sleep(answer.firstByteMs);
  if (res.destroyed) return 'cancelled';
  res.writeHead(200, { 'content-type': writer.contentType });
  const events = [
    ...answer.thoughts.map((text) => writer.thought(text, answer)),
    ...answer.pieces.map((text) => writer.piece(text)),
    ...writer.calls(answer.calls, answer),
  ];
  const { mishap, pauseMs } = answer;
  if (mishap === undefined && pauseMs === 0) {
    res.end(events.join('') + writer.end(answer));
    return 'finished';
  }
  if (mishap === 'split') return sendBytes(res, events.join('') + writer.end(answer));
  for (const [index, event] of events.entries()) {
    if (pauseMs > 0) await sleep(pauseMs);
    if (res.closed) return 'cancelled';
    if (index === 1 && mishap !== undefined) {
      const result = await happen(mishap, res, writer);
      if (result !== undefined) return result;
    }
    res.write(event);
  }
  res.end(writer.end(answer));
  return 'finished';
}

async function happen(
  mishap: Exclude<MessageAnswer['mishap'], undefined>,
  res: ServerResponse,
  writer: StreamWriter,
): Promise<SendResult | undefined> {
  switch (mishap) {
    case 'stall':
      return 'stalled';
    case 'short':
      res.end();
      return 'finished';
    case 'cut':
      // Lets what was written reach the client, then cuts the socket.
      await new Promise<void>((resolve) => res.write('', () => resolve()));
      await sleep(5);
      res.destroy();
      return 'cut';
    case 'malformed':
      res.write(writer.malformed);
      return undefined;
    case 'error':
      res.end(writer.failure);
      return 'finished';
    case 'split':
      return undefined;
  }
}

/** One byte at a time, each in a chunk of its own. */
async function sendBytes(res: ServerResponse, text: string): Promise<SendResult> {
  for (const byte of Buffer.from(text)) {
    if (res.closed) return 'cancelled';
    await new Promise<void>((resolve) => res.write(Buffer.of(byte), () => resolve()));
  }
  res.end();
  return 'finished';
}
