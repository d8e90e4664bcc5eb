import type { IncomingMessage, ServerResponse } from 'node:http';

/** Thrown by `readBody` when the client sends more than allowed. */
class BodyTooLargeError extends Error {}

/** Reads a request's body. Rejects with `BodyTooLargeError` above `maxBytes`, or when it breaks off. */
export function readBody(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    req.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) reject(new BodyTooLargeError(`more than ${maxBytes} bytes`));
      else chunks.push(chunk);
    });
    req.on('end', () => {
      const [first] = chunks;
      resolve(first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks));
    });
    req.on('error', reject);
    req.on('close', () => reject(new Error('the client closed the connection')));
  });
}

/** Answers with JSON. */
export function sendJson(
  res: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = JSON.stringify(value);
  res.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  res.end(body);
}
