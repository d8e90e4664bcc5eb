import type { IncomingMessage } from 'node:http';
import { Readable, type Transform } from 'node:stream';
import zlib from 'node:zlib';
import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';

export interface Body {
  readonly bytes: Buffer;
  /** There was more than was wanted. */
  readonly isCut: boolean;
}

/**
 * Reads a body, unpacked, and stops at `maxBytes` of what comes out: a small gzip that unpacks to
 * gigabytes costs no more than a page of that size.
 *
 * @throws AppError WEB_ANSWER_INVALID for a coding that is not known or data that is damaged; errors
 * of the connection as they come
 */
export async function readBody(
  message: IncomingMessage,
  host: string,
  maxBytes: number,
): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  const streams = await unpack(message, host);
  try {
    for await (const chunk of streams.at(-1) as AsyncIterable<Buffer>) {
      const room = maxBytes - size;
      chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
      size += chunk.length;
      if (size > maxBytes) return { bytes: Buffer.concat(chunks), isCut: true };
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
    throw new AppError('WEB_ANSWER_INVALID', { host, reason: 'it is damaged' }, { cause: error });
  } finally {
    for (const stream of streams) stream.destroy();
    message.destroy();
  }
  return { bytes: Buffer.concat(chunks), isCut: false };
}

/** The message and, behind it, what unpacks it, connected so that an error reaches the last. */
async function unpack(message: IncomingMessage, host: string): Promise<readonly Readable[]> {
  const names = (message.headers['content-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length > limits.web.encodings) {
    message.destroy();
    throw new AppError('WEB_ANSWER_INVALID', { host, reason: 'it is packed too often' });
  }
  const streams: Readable[] = [message];
  // Packed in the order in which they are written, so unpacked from the last.
  for (const name of names.reverse()) {
    const source = streams.at(-1) ?? message;
    const { stream, rest } = await makeDecoder(name, source);
    if (stream === undefined) {
      message.destroy();
      throw new AppError('WEB_ANSWER_INVALID', { host, reason: `it is packed as ${name}` });
    }
    const from = rest ?? source;
    from.on('error', (error) => stream.destroy(error));
    from.on('close', () => {
      if (!from.readableEnded) stream.destroy(new Error('the connection was closed'));
    });
    from.pipe(stream);
    streams.push(stream);
  }
  return streams;
}

interface Decoder {
  readonly stream: Transform | undefined;
  /** The source again, where its beginning had to be looked at. */
  readonly rest?: Readable;
}

async function makeDecoder(name: string, source: Readable): Promise<Decoder> {
  // A stream that ends too early still gives what it had, as in browsers.
  const finishFlush = zlib.constants.Z_SYNC_FLUSH;
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return { stream: zlib.createGunzip({ finishFlush }) };
    case 'br':
      return { stream: zlib.createBrotliDecompress() };
    case 'deflate': {
      const { first, rest } = await peek(source);
      // Some servers leave the wrapping out that the standard wants (RFC 9110, 8.4.1.2).
      const isWrapped = ((first?.[0] ?? 0x78) & 0x0f) === 8;
      return {
        stream: isWrapped
          ? zlib.createInflate({ finishFlush })
          : zlib.createInflateRaw({ finishFlush }),
        rest,
      };
    }
    default:
      return { stream: undefined };
  }
}

async function peek(source: Readable): Promise<{ first: Buffer | undefined; rest: Readable }> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterableIterator<Buffer>;
  const next = await chunks.next();
  const first = next.done === true ? undefined : next.value;
  async function* whole(): AsyncIterable<Buffer> {
    if (first === undefined) return;
    yield first;
    yield* chunks;
  }
  return { first, rest: Readable.from(whole(), { objectMode: false }) };
}

function isDamage(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^(Z_|ERR_BROTLI|ERR__ERROR_FORMAT|ERR_PADDING)/.test(code);
}
