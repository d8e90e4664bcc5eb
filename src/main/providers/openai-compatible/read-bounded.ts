import type { IncomingMessage } from 'node:http';

/**
 * Collects a body of at most `maxBytes`, then calls `done` once: with the text, with
 * `isWhole: false` for what came before the bound, or with the error that broke it off.
 */
export function readBounded(
  response: IncomingMessage,
  maxBytes: number,
  done: (text: string, isWhole: boolean, error?: Error) => void,
): void {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  let isDone = false;
  const end = (isWhole: boolean, error?: Error): void => {
    if (isDone) return;
    isDone = true;
    done(Buffer.concat(chunks).toString('utf8'), isWhole, error);
  };
  response.on('data', (chunk: Buffer) => {
    if (isDone) return;
    chunks.push(chunk);
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) end(false);
  });
  response.on('end', () => end(true));
  response.on('error', (error) => end(false, error));
}
